/** What a caller does reaches those who listen through here. */
import { SpeechError } from '../../../errors.js';
import type { Ear, EarListener } from './ear.js';
import type { Caller } from './phone.js';

/** An ear, and those sides of a caller that it hears. */
export interface FedEar extends Ear, Pick<Caller, 'press' | 'say' | 'interrupt'> {
  /** The call is over: nobody hears anything any more. */
  close(): void;
}

/** Minutes of talk, and less than a message to an application may hold. */
const maxCharacters = 5000;

export function createEar(): FedEar {
  const listeners = new Set<{ readonly listener: EarListener }>();
  let isSpeaking = false;
  let isClosed = false;

  // A copy: whoever begins to listen while something is told does not hear it, and whoever stops hears no more.
  const tell = (what: (listener: EarListener) => void) => {
    for (const entry of [...listeners]) if (listeners.has(entry)) what(entry.listener);
  };

  return {
    listen(listener) {
      const entry = { listener };
      if (!isClosed) listeners.add(entry);
      return () => listeners.delete(entry);
    },
    press(digit) {
      if (isClosed) return;
      checkKey(digit);
      tell((listener) => listener.onDigit?.(digit));
    },
    say(text, isFinal) {
      if (isClosed) return;
      checkLength(text);
      if (!isSpeaking) tell((listener) => listener.onBegin?.(false));
      isSpeaking = !isFinal;
      tell((listener) => listener.onSpeech?.(text, isFinal));
    },
    interrupt() {
      // What is said next is the rest of this, and begins no second time.
      isSpeaking = true;
      tell((listener) => listener.onBegin?.(true));
    },
    close() {
      isClosed = true;
      listeners.clear();
    },
  };
}

function checkKey(digit: string): void {
  if (/^[0-9*#A-D]$/.test(digit)) return;
  throw new SpeechError('invalid-message', 'that is no key of a phone; press one of 0 to 9, *, #, A to D');
}

function checkLength(text: string): void {
  if (text.length <= maxCharacters) return;
  throw new SpeechError('text-too-long', `${text.length} characters were said at once; say at most ${maxCharacters}`);
}
