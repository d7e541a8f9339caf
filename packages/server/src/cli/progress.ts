/** One line that tells a person how far the speech is. */

import type { World } from './command.js';

/** Learns how far the speech is. */
export interface Progress {
  /** How much audio came, in milliseconds. */
  readonly spokenMs: number;
  /** The first text went to the engine. */
  started(): void;
  /** Audio came. */
  heard(durationMs: number): Promise<void>;
  /** Replaces the line by the result. */
  done(out: string): Promise<void>;
}

/** Rewrites its line at most this often. */
const refreshMs = 100;

/** Says nothing where nobody watches. */
export function createProgress({ messages, now }: Pick<World, 'messages' | 'now'>): Progress {
  let startedAt: number | undefined;
  let firstAudioMs: number | undefined;
  let spokenMs = 0;
  let shownAt = Number.NEGATIVE_INFINITY;

  const line = () => `${(spokenMs / 1000).toFixed(1)} s spoken, first audio after ${(firstAudioMs ?? 0).toFixed(0)} ms`;
  const show = async (text: string) => {
    if (messages.isTTY) await messages.write(`\r\x1b[K${text}`);
  };

  return {
    get spokenMs() {
      return spokenMs;
    },
    started() {
      startedAt ??= now();
    },
    async heard(durationMs) {
      firstAudioMs ??= now() - (startedAt ?? now());
      spokenMs += durationMs;
      if (now() - shownAt < refreshMs) return;
      shownAt = now();
      await show(line());
    },
    done: (out) => show(`${out === '-' ? '' : `${out}: `}${line()}\n`),
  };
}
