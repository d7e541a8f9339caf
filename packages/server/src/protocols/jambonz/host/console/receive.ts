/** What a console's user does, done. */
import { SpeechError } from '../../../../errors.js';
import type { Holder, SpeechService } from '../../../../session/speech.js';
import type { Desk } from '../desk.js';
import { discreet } from '../discreet.js';
import { allVariables, findApplication } from '../find-application.js';
import { createDescribing } from './describing.js';
import type { Handset } from './handset.js';
import type { ConsoleCommand } from './messages.js';
import type { Wire } from './wire.js';

export interface Reception extends Desk {
  readonly speech: SpeechService;
  readonly holder: Holder;
  /** What the console is called. */
  readonly name: string;
  readonly handset: Handset;
  readonly wire: Pick<Wire, 'tell'>;
  /** Aborts when the console is gone. */
  readonly signal: AbortSignal;
}

type Order = Extract<ConsoleCommand, { type: 'call' }>;

/** Never waits. What cannot be done throws a SpeechError. */
export function createReception(terms: Reception): (command: ConsoleCommand) => void {
  const { handset } = terms;
  const describe = createDescribing(terms);
  return (command) => {
    switch (command.type) {
      case 'hello':
        throw new SpeechError('invalid-message', 'hello was said already');
      case 'describe':
        return describe(command);
      case 'call':
        return place(command, terms);
      case 'answer':
        return handset.answer();
      case 'decline':
        return handset.decline();
      case 'press':
        return handset.caller.press(command.digit);
      case 'say':
        return handset.caller.say(command.text, command.final ?? true);
      case 'interrupt':
        return handset.caller.interrupt();
      case 'hangup':
        return handset.hangUp();
    }
  };
}

function place(order: Order, { speech, holder, options, host, handset, name }: Reception): void {
  const { application, envVars, name: called = 'application' } = findApplication(order, options);
  const { from = name, to = called, env_vars } = order;
  handset.call(({ phone, observer }) =>
    host.place({
      speech,
      holder,
      application,
      direction: 'inbound',
      from,
      to,
      envVars: allVariables(envVars, env_vars),
      phone,
      observer: discreet(observer, envVars, env_vars),
    }),
  );
}
