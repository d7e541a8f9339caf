/** The beat of all lines of a process: one timer, however many calls there are. */
import type { Clock } from '../../../../clock.js';

/** How late a beat may be and still be made up for. Whoever listens has been in silence by then, and more at once would only
 *  have them hear everything later. It also bounds the burst of a thousand calls after the process was held up. */
const maxLateMs = 500;

export interface Metronome {
  readonly clock: Clock;
  /** From one beat to the next, in milliseconds. */
  readonly frameMs: number;
  /** Calls back once a frame, first one frame after `startMs`, which is now to within a sample. It is told when the beat was due,
   *  not when it came: beats that a busy process missed come in a row, those of a longer stall are left out. The returned
   *  function ends it. */
  join(startMs: number, onBeat: (dueMs: number) => void): () => void;
}

/** Its timer runs only while somebody has joined. */
export function createMetronome(clock: Clock, frameMs = 20): Metronome {
  return new SharedMetronome(clock, frameMs);
}

interface Member {
  readonly onBeat: (dueMs: number) => void;
  dueMs: number;
  before: Member | undefined;
  after: Member | undefined;
}

/** Everybody keeps the phase in which they joined, which spreads the work of many calls over the frame. */
class SharedMetronome implements Metronome {
  readonly clock: Clock;
  readonly frameMs: number;
  /** The members as a list, in the order in which their beats are due. */
  #first: Member | undefined;
  #last: Member | undefined;
  #cancelTimer = () => {};

  constructor(clock: Clock, frameMs: number) {
    this.clock = clock;
    this.frameMs = frameMs;
  }

  join(startMs: number, onBeat: Member['onBeat']): () => void {
    const member: Member = { onBeat, dueMs: startMs + this.frameMs, before: undefined, after: undefined };
    this.#insert(member);
    if (this.#first === member) this.#setTimer();
    let hasLeft = false;
    return () => {
      if (hasLeft) return;
      hasLeft = true;
      this.#remove(member);
      if (this.#first === undefined) this.#cancelTimer();
    };
  }

  /** From what is due, not from what came, so that lateness never adds up. */
  #setTimer(): void {
    this.#cancelTimer();
    if (this.#first === undefined) return;
    // Timers know whole milliseconds; one that came too early would only have to be set again.
    const delayMs = Math.ceil(this.#first.dueMs - this.clock.now());
    this.#cancelTimer = this.clock.after(Math.max(0, delayMs), () => this.#beat());
  }

  #beat(): void {
    const nowMs = this.clock.now();
    this.#leaveOut(nowMs);
    for (let member = this.#first; member !== undefined && member.dueMs <= nowMs; member = this.#first) {
      const { dueMs } = member;
      this.#remove(member);
      member.dueMs += this.frameMs;
      this.#insert(member);
      member.onBeat(dueMs);
    }
    this.#setTimer();
  }

  /** After a long stall: whole frames, so that everybody's beats stay on their samples. */
  #leaveOut(nowMs: number): void {
    const lateMs = nowMs - (this.#first?.dueMs ?? nowMs);
    if (lateMs <= maxLateMs) return;
    const leftOutMs = Math.floor(lateMs / this.frameMs) * this.frameMs;
    for (let member = this.#first; member !== undefined; member = member.after) member.dueMs += leftOutMs;
  }

  /** All have one period, so whoever had their beat belongs at the end, but for the few who joined while beats were late. */
  #insert(member: Member): void {
    let before = this.#last;
    while (before !== undefined && before.dueMs > member.dueMs) before = before.before;
    const after = before === undefined ? this.#first : before.after;
    member.before = before;
    member.after = after;
    if (before === undefined) this.#first = member;
    else before.after = member;
    if (after === undefined) this.#last = member;
    else after.before = member;
  }

  #remove({ before, after }: Member): void {
    if (before === undefined) this.#first = after;
    else before.after = after;
    if (after === undefined) this.#last = before;
    else after.before = before;
  }
}
