/** Calls that a test leads, for the tests of the commands. */

import { deferred } from '../deferred.js';
import { SpeechError } from '../errors.js';
import { fakeClock } from '../testing/fake-clock.js';
import type { CallOrder, CallState, RunningCalls } from './calls.js';
import { type TestWorldOptions, testWorld } from './world.test.kit.js';

export interface LedCalls extends RunningCalls {
  /** The order of the next call to be placed, or of one that was. */
  readonly placed: Promise<CallOrder>;
  /** What was done to the call, in order. */
  readonly deeds: readonly string[];
  /** Settles when so many things have been done. */
  done(count: number): Promise<void>;
  readonly isClosed: boolean;
}

export const answered: CallState = { callStatus: 'in-progress', sipStatus: 200, sipReason: 'OK' };
export const completed: CallState = { ...answered, callStatus: 'completed', duration: 3, callTerminationBy: 'caller' };

/** Takes one call, to which all but one thing can be said. It ends when it is hung up, or becomes over. */
export function ledCalls(unsaid?: string): LedCalls & { become(state: CallState): void } {
  const deeds: string[] = [];
  const waiting: { readonly count: number; readonly resolve: () => void }[] = [];
  const ended = deferred();
  let take: (order: CallOrder) => void = () => undefined;
  let order: CallOrder | undefined;
  let state: CallState = { callStatus: 'trying', sipStatus: 100, sipReason: 'Trying' };
  let isClosed = false;
  const placed = new Promise<CallOrder>((resolve) => {
    take = resolve;
  });
  const isOver = () => !['trying', 'in-progress'].includes(state.callStatus);
  const did = (deed: string) => {
    if (isOver()) return;
    deeds.push(deed);
    for (const { count, resolve } of waiting) if (deeds.length >= count) resolve();
  };
  const become = (next: CallState) => {
    state = next;
    order?.observer.onStatus(next);
    if (isOver()) ended.resolve();
  };
  return {
    placed,
    deeds,
    done(count) {
      const { promise, resolve } = deferred();
      waiting.push({ count, resolve });
      if (deeds.length >= count) resolve();
      return promise;
    },
    get isClosed() {
      return isClosed;
    },
    become,
    place(given) {
      order = given;
      take(given);
      return {
        ended: ended.promise,
        press: (digit) => did(`press ${digit}`),
        say(text) {
          if (text === unsaid) throw new SpeechError('text-too-long', 'that is not said');
          did(`say ${text}`);
        },
        interrupt: () => did('interrupt'),
        hangUp() {
          if (isOver()) return;
          did('hang up');
          become(
            state.callStatus === 'trying' ? { callStatus: 'no-answer', sipStatus: 487, sipReason: '' } : completed,
          );
        },
      };
    },
    async close() {
      isClosed = true;
    },
  };
}

export const address = 'ws://localhost:3000/hello';

/** A call that was placed, and what the command comes to. */
export async function calling(args: readonly string[] = [], options: TestWorldOptions = {}, unsaid?: string) {
  const calls = ledCalls(unsaid);
  const clock = fakeClock();
  const world = testWorld({ startCalls: async () => calls, clock, ...options });
  const done = world.run('call', address, ...args);
  const order = await calls.placed;
  return { ...world, calls, clock, done, order };
}

/** Lets everything happen that waits for no time. */
export async function settle() {
  for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
}
