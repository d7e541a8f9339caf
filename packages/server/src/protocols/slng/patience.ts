/** What a client does wrong costs it an answer, not the connection, unless it talks nonsense and nothing else. */
import { SpeechError } from '../../errors.js';
import { isForgiven, isNonsense } from './errors.js';

export interface Patience {
  /** Tells the client, or throws the error again where that ends the connection. */
  forgive(error: unknown): void;
  /** A message was understood. */
  restore(): void;
}

/** Forgives so many messages in a row that are not understood, and any number that cannot be done: they cost no more than
 *  others, and `tell` keeps only so many answers for who does not read them. */
export function createPatience(maxMistakes: number, tell: (error: SpeechError) => void): Patience {
  let mistakes = 0;
  return {
    forgive(error) {
      if (!(error instanceof SpeechError) || !isForgiven(error)) throw error;
      mistakes = isNonsense(error) ? mistakes + 1 : 0;
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
