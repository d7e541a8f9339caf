/** A reply that is spoken while it is written. */

import { openStage, type StageOptions } from './stage.js';

export interface Reply {
  /** What came from the server. */
  readonly wire: Float32Array;
  /** What went to the speakers. */
  readonly heard: Float32Array;
  readonly underruns: number;
}

/** How fast a language model writes. */
const msPerToken = 20;

/** Speaks a text that comes word by word, to its end. */
export async function hearReply(options: StageOptions, text: string): Promise<Reply> {
  const { tap, player, session, wire, frame } = await openStage(options);
  const from = frame();
  const written = write();
  for await (const message of session) {
    if (message.type !== 'audio') continue;
    wire.add(message.audio);
    await player.play(message.audio);
  }
  await written;
  await player.finished();
  await tap.reached(frame() + 1);
  return { wire: wire.samples(), heard: tap.since(from), underruns: player.underruns };

  async function write(): Promise<void> {
    for (const token of text.split(/(?<= )/)) {
      session.sendText(token);
      await new Promise((resolve) => setTimeout(resolve, msPerToken));
    }
    session.sendFinish();
  }
}
