/** What a track says from its first sample to its rest: it holds the line for so long. */
import { SampleQueue } from './sample-queue.js';

/** Whose turn it is. */
export interface Speaker {
  /** Told of each piece that is sent, by its length in samples. */
  onSent(count: number): void;
}

export class Turn {
  readonly speaker: Speaker;
  /** Settles `true` when all of it has been played, `false` when some of it was dropped. */
  readonly played: Promise<boolean>;
  /** Whether nothing more will be added. */
  isComplete = false;
  #waiting = new SampleQueue();
  #endsAt = 0;
  #settle: (wasPlayed: boolean) => void = () => {};

  constructor(speaker: Speaker) {
    this.speaker = speaker;
    this.played = new Promise((resolve) => {
      this.#settle = resolve;
    });
  }

  /** Whether nothing of it waits to be sent. */
  get isDry(): boolean {
    return this.#waiting.length === 0;
  }

  /** Where that which was sent ends, in samples since the line was opened. */
  get endsAt(): number {
    return this.#endsAt;
  }

  add(samples: Int16Array): void {
    this.#waiting.push(samples);
  }

  /** The next `count` samples, or as many as there are; they are heard from `at` on. */
  take(count: number, at: number): Int16Array {
    const samples = this.#waiting.take(count);
    this.#endsAt = at + samples.length;
    this.speaker.onSent(samples.length);
    return samples;
  }

  end(wasPlayed: boolean): void {
    this.#settle(wasPlayed);
  }
}
