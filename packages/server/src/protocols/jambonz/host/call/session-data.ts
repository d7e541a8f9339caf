/** What an application is told of a new call. One of its clients copies every key of it onto an object with members of its own,
 *  so that none may be added lightly: no `data`, `payload` or `locals`, nothing that is the name of a verb or a method. */
import { defaultVendor, type SynthesizerWish } from '../casting.js';
import type { WireData } from '../link/link.js';
import type { CallOrder } from './call.js';
import type { CallInfo } from './info.js';
import { sidOf } from './record.js';

/** Who speaks and listens where the application does not say. */
export interface SessionDefaults {
  readonly synthesizer: SynthesizerWish | undefined;
  readonly voice: string;
  readonly language: string;
}

export function sessionData(info: CallInfo, order: CallOrder, defaults: SessionDefaults): WireData {
  const { fsSipAddress, ...common } = info;
  return {
    ...common,
    ...(order.direction === 'inbound' ? inboundData(info, order) : { fsSipAddress }),
    defaults: defaultsOf(defaults),
    ...(order.envVars && { envVars: order.envVars }),
  };
}

function inboundData({ callId, fsSipAddress }: CallInfo, { from, to, callerName = '' }: CallOrder): WireData {
  const headers = {
    from: `<sip:${from}@glottis>;tag=1`,
    to: `<sip:${to}@glottis>`,
    'call-id': callId,
    cseq: '1 INVITE',
    'user-agent': 'glottis',
  };
  return {
    callerName,
    localSipAddress: fsSipAddress,
    hasRecording: false,
    serviceProviderSid: sidOf('service provider'),
    sip: { method: 'INVITE', version: '2.0', uri: `sip:${to}@glottis`, headers, raw: '', body: '', payload: [] },
  };
}

function defaultsOf({ synthesizer, voice, language }: SessionDefaults): WireData {
  return {
    synthesizer: { vendor: defaultVendor, language, voice: voice || 'default', ...synthesizer },
    recognizer: { vendor: 'none', language },
  };
}
