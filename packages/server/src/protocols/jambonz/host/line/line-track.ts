import { type Deferred, deferred } from '../../../../deferred.js';
import type { Track } from './line.js';
import { type Speaker, Turn } from './turn.js';

/** How much may wait on a track before its writer does: enough for an engine that works in fits and starts, and little to have
 *  been made in vain when the caller interrupts. */
const aheadMs = 400;

/** What a track needs of its line. */
export interface Floor {
  readonly sampleRate: number;
  /** The present, in samples since the line was opened. */
  readonly now: number;
  /** Puts a new turn behind the others. */
  queue(turn: Turn): void;
  /** A turn that was dry has something to send, or is complete. */
  goOn(turn: Turn): void;
  /** Drops the turns of this speaker that have not been played to their end; tells whether there were any. */
  drop(speaker: Speaker): boolean;
  /** Silences what the listener still hears, if it is this speaker. */
  hush(speaker: Speaker): void;
}

/** One source of sound: hands its turns to the line, and keeps the books. */
export class LineTrack implements Track, Speaker {
  readonly #floor: Floor;
  readonly #onClose: () => void;
  /** The last one; it takes what is written until it is complete. */
  #turn: Turn | undefined;
  /** Samples of all turns that were not sent yet. */
  #waiting = 0;
  #sent = 0;
  #room: Deferred | undefined;
  #isClosed = false;

  constructor(floor: Floor, onClose: () => void) {
    this.#floor = floor;
    this.#onClose = onClose;
  }

  get playedMs(): number {
    return (this.#sent * 1000) / this.#floor.sampleRate;
  }

  get isSounding(): boolean {
    return this.#waiting > 0 || (this.#turn !== undefined && this.#turn.endsAt > this.#floor.now);
  }

  async write(samples: Int16Array): Promise<void> {
    if (this.#isClosed) return;
    if (samples.length > 0) this.#add(samples);
    if (!this.#isFull()) return;
    this.#room ??= deferred();
    await this.#room.promise;
  }

  async rest(): Promise<boolean> {
    const turn = this.#turn;
    if (turn === undefined) return !this.#isClosed;
    if (!turn.isComplete) {
      turn.isComplete = true;
      if (turn.isDry) this.#floor.goOn(turn);
    }
    return turn.played;
  }

  clear(): void {
    this.#drop();
    this.#floor.hush(this);
  }

  /** What has been played to its end stays with the listener, who may be late; only what is cut short is silenced. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    if (this.#drop()) this.#floor.hush(this);
    this.#onClose();
  }

  onSent(count: number): void {
    this.#sent += count;
    this.#waiting -= count;
    if (!this.#isFull()) this.#makeRoom();
  }

  #add(samples: Int16Array): void {
    const turn = this.#openTurn();
    const wasDry = turn.isDry;
    turn.add(samples);
    this.#waiting += samples.length;
    if (wasDry) this.#floor.goOn(turn);
  }

  #openTurn(): Turn {
    if (this.#turn !== undefined && !this.#turn.isComplete) return this.#turn;
    this.#turn = new Turn(this);
    this.#floor.queue(this.#turn);
    return this.#turn;
  }

  #drop(): boolean {
    this.#turn = undefined;
    this.#waiting = 0;
    this.#makeRoom();
    return this.#floor.drop(this);
  }

  #isFull(): boolean {
    return this.#waiting * 1000 > aheadMs * this.#floor.sampleRate;
  }

  #makeRoom(): void {
    this.#room?.resolve();
    this.#room = undefined;
  }
}
