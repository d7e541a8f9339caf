/** Questions on the wire that wait for their acknowledgement. */
import type { Clock } from '../../../../clock.js';
import type { AckError } from './link.js';

/** Whoever waits for an answer. Is told once, of either. */
export interface Asker {
  answered(verbs: readonly unknown[]): void;
  failed(reason: AckError['reason']): void;
}

export interface Questions {
  /** Its time begins now. */
  put(msgid: string, asker: Asker): void;
  /** What nobody waits for, or no longer, is no answer: applications acknowledge more than they are asked. */
  answer(msgid: string, verbs: readonly unknown[]): void;
  /** None of them will be answered any more. */
  drop(): void;
}

export function createQuestions(clock: Clock, answerMs: number): Questions {
  const waiting = new Map<string, { readonly asker: Asker; readonly stop: () => void }>();
  const take = (msgid: string): Asker | undefined => {
    const question = waiting.get(msgid);
    waiting.delete(msgid);
    question?.stop();
    return question?.asker;
  };

  return {
    put(msgid, asker) {
      const stop = clock.after(answerMs, () => take(msgid)?.failed('timed-out'));
      waiting.set(msgid, { asker, stop });
    },
    answer: (msgid, verbs) => take(msgid)?.answered(verbs),
    drop() {
      for (const msgid of [...waiting.keys()]) take(msgid)?.failed('dropped');
    },
  };
}
