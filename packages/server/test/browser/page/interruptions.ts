/** A listener who interrupts one reply after the other, and hears only the last to its end. */

import type { Heard, Timestamp } from '@glottis/client';
import { createWire, isLoud, openStage, type Stage, type StageOptions, type Wire } from './stage.js';

/** Frames are counted from before the first reply. */
export interface Interruptions {
  readonly replies: readonly Reply[];
  /** What went to the speakers. */
  readonly heard: Float32Array;
}

export interface Reply {
  /** What came from the server for it. */
  readonly wire: Float32Array;
  readonly timestamps: readonly Timestamp[];
  /** The last reply has none. */
  readonly cut: Cut | undefined;
}

export interface Cut {
  /** When the page called. */
  readonly calledAt: number;
  /** When the answer to the reset was here. */
  readonly answeredAt: number;
  /** What the player said of its stop. */
  readonly playedMs: number;
  /** What the server said of it. */
  readonly heard: Heard | undefined;
}

/** Every reply is left to speak for so much longer than the one before. */
const patienceMs = 300;

/** Speaks every text, and cuts all but the last. The next text follows the reset at once: nobody waits for its answer. */
export async function interrupt(options: StageOptions, texts: readonly string[]): Promise<Interruptions> {
  const stage = await openStage({ ...options, session: { return_timestamps: true } });
  const { session, player, tap, frame } = stage;
  const from = frame();
  const replies: Reply[] = [];

  say(texts[0]);
  for (const [index, next] of texts.slice(1).entries()) {
    const { wire, timestamps, answer } = listen(stage);
    await stage.position((ms) => ms > patienceMs * (index + 1) && isLoud(wire.samples(), ms));
    const calledAt = frame() - from;
    const { playedMs } = await player.stop();
    session.sendReset({ playedMs });
    say(next);
    const heard = await answer;
    replies.push({ wire: wire.samples(), timestamps, cut: { calledAt, answeredAt: frame() - from, playedMs, heard } });
  }
  session.sendFinish();
  const { wire, timestamps, answer } = listen(stage);
  await answer;
  await player.finished();
  await tap.reached(frame() + 1);
  replies.push({ wire: wire.samples(), timestamps, cut: undefined });
  return { replies, heard: tap.since(from) };

  function say(text = ''): void {
    session.sendText(text);
    session.sendFlush();
  }
}

interface Take {
  readonly wire: Wire;
  readonly timestamps: readonly Timestamp[];
  /** Settles with what was heard, when the reset is answered, or with nothing at the end of the session. */
  readonly answer: Promise<Heard | undefined>;
}

/** Plays what comes, until it is cut. */
function listen({ session, player }: Stage): Take {
  const wire = createWire('pcm_s16le');
  const timestamps: Timestamp[] = [];
  return { wire, timestamps, answer: play() };

  async function play(): Promise<Heard | undefined> {
    for await (const message of session) {
      if (message.type === 'reset_complete') return message.heard;
      if (message.type === 'timestamps') timestamps.push(...message.timestamps);
      if (message.type !== 'audio') continue;
      wire.add(message.audio);
      await player.play(message.audio);
    }
    return undefined;
  }
}
