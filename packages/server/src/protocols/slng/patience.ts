/** What a client does wrong costs it an answer, not the connection, unless it does nothing else. */
import { SpeechError } from '../../errors.js';
import { isForgiven } from './errors.js';

export interface Patience {
  /** Tells the client, or throws the error again where that ends the connection. */
  forgive(error: unknown): void;
  /** A message was understood. */
  restore(): void;
}

/** Forgives so many mistakes in a row, each of them told to the client. */
export function createPatience(maxMistakes: number, tell: (error: SpeechError) => void): Patience {
  let mistakes = 0;
  return {
    forgive(error) {
      if (!(error instanceof SpeechError) || !isForgiven(error)) throw error;
      mistakes += 1;
      if (mistakes > maxMistakes) {
        throw new SpeechError('invalid-message', `${mistakes} messages in a row were not understood`);
      }
      tell(error);
    },
    restore() {
      mistakes = 0;
    },
  };
}
