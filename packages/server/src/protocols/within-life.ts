import type { Clock } from '../clock.js';
import { SpeechError } from '../errors.js';

/** Settles as the conversation does, or fails with `session-expired` once it has lived for so many minutes; null is no
 *  limit. */
export async function withinLife(conversation: Promise<void>, minutes: number | null, clock: Clock): Promise<void> {
  if (minutes === null) return conversation;
  let cancel = () => {};
  const end = new Promise<never>((_, reject) => {
    const expired = new SpeechError('session-expired', `the session reached its limit of ${minutes} minutes`);
    cancel = clock.after(minutes * 60_000, () => reject(expired));
  });
  return Promise.race([conversation, end]).finally(cancel);
}
