/** A listener who may pause. */

import { openStage, type StageOptions } from './stage.js';

export interface PausingListener {
  pause(): void;
  /** Settles when audio is taken from the session again. */
  resume(): Promise<void>;
}

/** Settles when the first audio is being played. */
export async function startListening(options: StageOptions, text: string): Promise<PausingListener> {
  const { session, player, position } = await openStage(options);
  let taken: () => void = () => {};
  session.sendText(text);
  session.sendFinish();
  void listen();
  await position((ms) => ms > 0);
  return {
    pause: () => player.pause(),
    async resume() {
      const settled = new Promise<void>((settle) => {
        taken = settle;
      });
      player.resume();
      await settled;
    },
  };

  async function listen(): Promise<void> {
    for await (const message of session) {
      if (message.type !== 'audio') continue;
      await player.play(message.audio);
      taken();
    }
  }
}
