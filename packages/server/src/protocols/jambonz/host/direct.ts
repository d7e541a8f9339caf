/** Calls that are placed in this process, by whoever runs it: no key is asked for, and an address may lead anywhere. */
import type { SpeechService } from '../../../session/speech.js';
import type { ProtocolTools } from '../../definition.js';
import type { Call, CallOrder } from './call/call.js';
import { createHost } from './create-host.js';
import { allVariables, findApplication, type WantedApplication } from './find-application.js';
import type { WireData } from './link/link.js';
import { hostOptions } from './options.js';

export interface DirectOrder extends WantedApplication, Pick<CallOrder, 'from' | 'to' | 'phone' | 'observer'> {
  readonly envVars?: WireData | undefined;
  /** Who speaks where the application does not say. */
  readonly voice?: string | undefined;
}

export interface DirectCalls {
  /** Calls an application as a caller does. Throws as `findApplication` and `Host.place` do. */
  place(order: DirectOrder): Call;
  /** Ends what is left of them. */
  close(): Promise<void>;
}

const holder = { id: 'cli' };

/** `settings` are what the configuration says of hosted calls, if anything. */
export function directCalls(settings: unknown, speech: SpeechService, tools: ProtocolTools): DirectCalls {
  const options = hostOptions.parse(settings ?? {});
  const host = createHost(options, tools);
  return {
    place(order) {
      const { from, to, phone, observer, voice } = order;
      const { application, envVars: configured } = findApplication(order, options, true);
      const envVars = allVariables(configured, order.envVars);
      const synthesizer = voice === undefined ? undefined : { voice };
      const direction = 'inbound';
      return host.place({ speech, holder, application, direction, from, to, envVars, synthesizer, phone, observer });
    },
    close: () => host.close(AbortSignal.abort()),
  };
}
