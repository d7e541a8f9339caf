/** Speaks text into a sink while the text still comes. */

import { feed } from '../session/feed.js';
import type { SpeechSession } from '../session/speech.js';
import type { Sink } from './command.js';
import type { Progress } from './progress.js';

/** Settles when all is spoken and written, or the session was closed. Throws what fails on either side. */
export async function speak(
  session: SpeechSession,
  text: AsyncIterable<string>,
  sink: Sink,
  progress: Progress,
): Promise<void> {
  let failure: { readonly cause: unknown } | undefined;
  feedAll(session, text, progress).catch((cause: unknown) => {
    failure = { cause };
    session.close();
  });
  for await (const event of session) {
    if (event.type !== 'audio') continue;
    await progress.heard(event.durationMs);
    await sink.write(event.data);
  }
  if (failure) throw failure.cause;
}

async function feedAll(session: SpeechSession, text: AsyncIterable<string>, progress: Progress): Promise<void> {
  for await (const piece of text) {
    progress.started();
    await feed(session, piece);
  }
  session.finish();
}
