/** A whole text, spoken: what requests without a conversation are answered with. */

import type { SpeechEvent } from '../session/events.js';
import { feed } from '../session/feed.js';
import type { SpeechSession } from '../session/speech.js';

/** All that a session says of a text, as it is made and no faster than it is taken. The session closes with the
 *  iteration, and as soon as the signal aborts, which ends the iteration early. Throws what the session throws. */
export async function* speakText(
  session: SpeechSession,
  text: string,
  signal?: AbortSignal,
): AsyncGenerator<SpeechEvent> {
  const close = () => session.close();
  signal?.addEventListener('abort', close);
  if (signal?.aborted) close();
  const fed = feed(session, text).then(() => session.finish());
  fed.catch(close);
  try {
    yield* session;
    if (!signal?.aborted) await fed;
  } finally {
    signal?.removeEventListener('abort', close);
    close();
  }
}

/** Just the audio of it. */
export async function* audioOf(events: AsyncIterable<SpeechEvent>): AsyncGenerator<Uint8Array> {
  for await (const event of events) {
    if (event.type === 'audio' && event.data.length > 0) yield event.data;
  }
}

/** A body that makes audio only as it is read. It waits for the first audio, so that what fails before it has a status. */
export async function audioBody(session: SpeechSession, text: string, signal: AbortSignal) {
  const audio = audioOf(speakText(session, text, signal));
  let first: IteratorResult<Uint8Array> | undefined = await audio.next();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = first ?? (await audio.next());
        first = undefined;
        if (done) controller.close();
        else controller.enqueue(value);
      },
      // Not audio.return(), which would wait in line behind the audio that is being made.
      cancel: () => session.close(),
    },
    { highWaterMark: 0 },
  );
}
