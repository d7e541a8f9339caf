/** Who waits for which of the server's answers. */

import { withResolvers } from './with-resolvers.js';

export type Answer = 'ready' | 'flushed' | 'cleared';

export interface Answers {
  /** Settles with the arrival of the next answer of that kind; rejects when the session fails before it. One waits
   *  at a time. `atOnce` is called before anything behind the answer is looked at. */
  next(answer: Answer, atOnce?: () => void): Promise<number>;
  arrived(answer: Answer, at: number): void;
  /** Nobody gets an answer any more; the first reason is the one that is told. */
  fail(reason: Error): void;
}

export function createAnswers(): Answers {
  const waiting = new Map<Answer, { settle(at: number): void; reject(cause: unknown): void }>();
  let failure: Error | undefined;
  return {
    next(answer, atOnce = () => {}) {
      const { promise, resolve, reject } = withResolvers<number>();
      const settle = (at: number): void => {
        atOnce();
        resolve(at);
      };
      if (failure) reject(failure);
      else waiting.set(answer, { settle, reject });
      return promise;
    },
    arrived(answer, at) {
      waiting.get(answer)?.settle(at);
      waiting.delete(answer);
    },
    fail(reason) {
      failure ??= reason;
      for (const { reject } of waiting.values()) reject(failure);
      waiting.clear();
    },
  };
}
