import type { Phone } from '../phone.js';
import type { Line, Track } from './line.js';
import { type Floor, LineTrack } from './line-track.js';
import type { Metronome } from './metronome.js';
import type { Speaker, Turn } from './turn.js';

/** How much later than we reckon something may be heard: it is on its way, in the listener's buffer, or behind beats that came
 *  late. For so long, what is cleared must be silenced over there as well. */
const listenerLagMs = 500;

export interface LineOptions {
  /** Of all that is written to the line, and of what the phone plays, in Hz. */
  readonly sampleRate: number;
  readonly phone: Pick<Phone, 'hear' | 'hush'>;
  /** One for all lines. */
  readonly metronome: Metronome;
  /** How long before it is to be heard audio is handed out, if it is there. Default: 0. */
  readonly leadMs?: number;
}

/** A line, open from now on. It hands out whole frames; a shorter one is the end of a turn, or all there is while an engine does
 *  not keep up. What is written into silence is handed out at once. */
export function createLine(options: LineOptions): Line {
  return new CallLine(options);
}

/** Counts samples since it was opened rather than milliseconds, so that it is never out by one. */
class CallLine implements Line, Floor {
  readonly sampleRate: number;
  readonly #phone: LineOptions['phone'];
  readonly #metronome: Metronome;
  readonly #openedMs: number;
  readonly #frame: number;
  readonly #lead: number;
  readonly #tracks = new Set<Track>();
  /** The first one holds the line, even while it is dry. */
  #turns: Turn[] = [];
  /** Those that were sent to their end and are still heard. */
  #fading: Turn[] = [];
  /** Where the next sample will be heard. */
  #next = 0;
  /** What is heard before this is due. */
  #horizon = 0;
  /** Whose samples were sent last, and where they end. */
  #lastSpeaker: Speaker | undefined;
  #heardUntil = 0;
  #stopBeat: (() => void) | undefined;
  #isClosed = false;

  constructor({ sampleRate, phone, metronome, leadMs = 0 }: LineOptions) {
    this.sampleRate = sampleRate;
    this.#phone = phone;
    this.#metronome = metronome;
    this.#openedMs = metronome.clock.now();
    this.#frame = this.#samplesIn(metronome.frameMs);
    this.#lead = this.#samplesIn(leadMs);
  }

  get nowMs(): number {
    return this.#metronome.clock.now() - this.#openedMs;
  }

  get now(): number {
    return this.#samplesIn(this.nowMs);
  }

  openTrack(): Track {
    const track = new LineTrack(this, () => this.#tracks.delete(track));
    this.#tracks.add(track);
    if (this.#isClosed) track.close();
    return track;
  }

  close(): void {
    this.#isClosed = true;
    for (const track of this.#tracks) track.close();
    this.#stop();
  }

  queue(turn: Turn): void {
    this.#turns.push(turn);
  }

  goOn(turn: Turn): void {
    if (turn !== this.#turns[0]) return;
    if (this.#stopBeat === undefined) this.#start();
    else this.#advance(this.now);
  }

  drop(speaker: Speaker): boolean {
    const dropped = [...this.#fading, ...this.#turns].filter((turn) => turn.speaker === speaker);
    this.#fading = this.#fading.filter((turn) => turn.speaker !== speaker);
    // Who is next begins with the next beat and not here: whoever interrupts may be about to drop them, too.
    this.#turns = this.#turns.filter((turn) => turn.speaker !== speaker);
    for (const turn of dropped) turn.end(false);
    return dropped.length > 0;
  }

  hush(speaker: Speaker): void {
    const { now } = this;
    if (speaker !== this.#lastSpeaker || now >= this.#heardUntil + this.#samplesIn(listenerLagMs)) return;
    this.#lastSpeaker = undefined;
    this.#next = now;
    this.#phone.hush();
  }

  /** The first beat is the first sample's, so whole frames need no waiting. */
  #start(): void {
    const startMs = this.#openedMs + (this.now * 1000) / this.sampleRate;
    this.#stopBeat = this.#metronome.join(startMs, (dueMs) => this.#beat(dueMs));
    this.#beat(startMs);
  }

  #stop(): void {
    this.#stopBeat?.();
    this.#stopBeat = undefined;
  }

  #beat(dueMs: number): void {
    const due = this.#samplesIn(dueMs - this.#openedMs);
    this.#horizon = due + this.#frame + this.#lead;
    this.#advance(due);
    if (this.#turns.length === 0 && this.#fading.length === 0) this.#stop();
  }

  /** What was not sent by `now` was silence. */
  #advance(now: number): void {
    this.#next = Math.max(this.#next, now);
    this.#send();
    while (this.#fading[0] !== undefined && this.#fading[0].endsAt <= now) this.#fading.shift()?.end(true);
  }

  #send(): void {
    for (let turn = this.#turns[0]; turn !== undefined; turn = this.#turns[0]) {
      if (!turn.isDry) {
        if (this.#next >= this.#horizon) return;
        this.#sendFrame(turn);
      } else if (turn.isComplete) {
        this.#turns.shift();
        this.#fading.push(turn);
      } else return;
    }
  }

  #sendFrame(turn: Turn): void {
    const at = this.#next;
    const samples = turn.take(this.#frame, at);
    this.#next = at + samples.length;
    this.#lastSpeaker = turn.speaker;
    this.#heardUntil = this.#next;
    this.#phone.hear(samples, (at * 1000) / this.sampleRate);
  }

  #samplesIn(ms: number): number {
    return Math.round((ms * this.sampleRate) / 1000);
  }
}
