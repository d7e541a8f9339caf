/** What an application may do with its tokens, in no sensible order: the same for the same seed. */

import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { Session } from '@jambonz/node-client-ws';

/** A buffer that has taken less than this since it was empty refuses nothing, in UTF-16 units. */
const capacity = 1000;

/** How often what is done, in parts of some two hundred. */
const weights = { tokens: 120, flush: 12, clear: 8, interrupt: 3, enable: 8, disable: 2, rest: 40, listen: 1 } as const;
type Deed = keyof typeof weights;

/** Settles when everything has been done and a stream is open. `ask` has the test do what
 *  only a caller can, and tells it of tokens that failed. */
export async function doAnything(
  session: Session,
  { seed, times }: { readonly seed: number; readonly times: number },
  ask: (what: string) => void,
): Promise<void> {
  const random = randomFrom(seed);
  let stream = 'closed' as 'closed' | 'opening' | 'open' | 'closing';
  /** Characters that may be in the server's buffer. */
  let buffered = Number.POSITIVE_INFINITY;
  session.on('tts:streaming-event', ({ event_type: event }) => {
    if (event === 'stream_open') stream = 'open';
    if (event === 'user_interruption') buffered = 0;
    if (event !== 'stream_closed') return;
    stream = 'closed';
    buffered = Number.POSITIVE_INFINITY;
  });

  const deeds: Readonly<Record<Deed, () => unknown>> = {
    tokens() {
      const text = sentence(random);
      buffered += text.length;
      session.sendTtsTokens(text).catch(() => ask('refused'));
    },
    flush() {
      session.flushTtsTokens();
    },
    clear() {
      // A clear that meets a `stream_resumed` on the way ends this process, whoever is on the other side. So it is sent only
      // where nothing was refused, or nothing can make room.
      if (session.commandQueue.length > 0 && buffered >= capacity && stream !== 'closed') return;
      if (stream === 'open') buffered = 0;
      session.clearTtsTokens();
    },
    interrupt() {
      ask('interrupt');
    },
    enable() {
      if (stream !== 'closed') return;
      stream = 'opening';
      session.sendCommand('config', { ttsStream: { enable: true } });
    },
    disable() {
      if (stream !== 'open') return;
      stream = 'closing';
      session.sendCommand('config', { ttsStream: { enable: false } });
    },
    rest: () => pause(random() * 3),
    // For whatever comes of a pause; nothing may, where somebody else would have to end it.
    listen: () => session.isTtsPaused && Promise.race([once(session, 'tts:streaming-event'), pause(500)]),
  };
  const lots = Object.entries(weights).flatMap(([deed, weight]) => Array<Deed>(weight).fill(deed as Deed));
  for (let time = 0; time < times; time += 1) await deeds[lots[Math.floor(random() * lots.length)]!]();
  const isOpen = () => stream === 'open';
  while (!isOpen()) {
    deeds.enable();
    await once(session, 'tts:streaming-event');
  }
}

/** Up to a hundred and some characters, of which some end a sentence. */
function sentence(random: () => number): string {
  const words = Array.from({ length: 1 + Math.floor(random() * 20) }, () =>
    'word'.repeat(1 + Math.floor(random() * 2)),
  );
  return `${words.join(' ')}${random() < 0.1 ? '. ' : ' '}`;
}

/** Numbers from 0 to 1, by the generator called mulberry32. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
