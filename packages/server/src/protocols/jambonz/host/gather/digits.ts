/** Keys, until there are as many as were asked for. */
import type { Listening } from './options.js';

export interface Digits {
  /** All so far, without the key that finishes. */
  readonly text: string;
  /** Whether these would do if no more came. */
  readonly isEnough: boolean;
  /** Takes one more. True: that is all. */
  press(key: string): boolean;
}

/** More than any number that is dialled or typed; here even an application that names no limit finds one. */
const maxKeys = 128;

export function collectDigits(
  options: Pick<Listening, 'numDigits' | 'minDigits' | 'maxDigits' | 'finishOnKey'>,
): Digits {
  const limit = Math.min(options.numDigits || maxKeys, options.maxDigits || maxKeys, maxKeys);
  let text = '';
  return {
    get text() {
      return text;
    },
    get isEnough() {
      return text.length >= Math.max(1, options.minDigits);
    },
    press(key) {
      if (key === options.finishOnKey) return true;
      text += key;
      return text.length >= limit;
    },
  };
}
