/** Writes the messages of one link, one after the other. */
import type { Notification, Question, WireData } from './link.js';
import { createMessageId } from './message-id.js';
import { format } from './messages.js';

/** A message in writing. */
export interface Composed {
  readonly msgid: string;
  readonly text: string;
}

export type Compose = (
  type: Notification | Question | 'session:reconnect',
  data: WireData,
  hook?: string | undefined,
) => Composed;

/** Messages name the call once a question of the session has introduced it. session:new does so with itself; a session:redirect
 *  that is the first message over a link does not name the call yet. */
export function createComposer(callSid: string): Compose {
  let isIntroduced = false;
  return (type, data, hook) => {
    const msgid = createMessageId();
    isIntroduced ||= type === 'session:new';
    const text = format({ type, msgid, callSid: isIntroduced ? callSid : undefined, hook, data });
    isIntroduced ||= type === 'session:redirect';
    return { msgid, text };
  };
}
