/** Keys that an application commands: heard one after the other, however fast they come. */
import { SpeechError } from '../../../../errors.js';

export interface Keys {
  /** Sends some when those before them have been heard. Settles, or fails, as `send` does. Throws a `rate-limited` SpeechError
   *  where too many wait. */
  queue(send: () => Promise<void>): Promise<void>;
}

/** Commands that are not done, the one that is being heard among them. */
const maxWaiting = 8;

export function createKeys(): Keys {
  let waiting = 0;
  let last = Promise.resolve();
  return {
    queue(send) {
      if (waiting === maxWaiting) throw new SpeechError('rate-limited', 'too many keys wait to be heard');
      waiting += 1;
      const sent = last.then(send).finally(() => {
        waiting -= 1;
      });
      last = sent.catch(() => undefined);
      return sent;
    },
  };
}
