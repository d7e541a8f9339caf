/** The one implementation of a streaming say. */
import { SpeechError } from '../../../../errors.js';
import type { Mark, SpeechEvent } from '../../../../session/events.js';
import type { SpeechSession } from '../../../../session/speech.js';
import { samplesOf } from '../speech/samples.js';
import { elapsed, unlessAborted } from '../waiting.js';
import { type Backlog, createBacklog } from './backlog.js';
import { createClears } from './clears.js';
import { manners } from './manners.js';
import { isPassing, openSession } from './open-session.js';
import { createPlayout, type Playout } from './playout.js';
import { type Cue, createScript, type Utterance } from './script.js';
import type { StreamingSay, StreamTerms } from './stream.js';

/** How long opening may take, all attempts together: there are applications that give up after some seconds. */
const openMs = 5000;

/** Begins to open the voice, and returns at once. */
export function openStream(terms: StreamTerms): StreamingSay {
  return new Stream(terms);
}

class Stream implements StreamingSay {
  readonly #terms: StreamTerms;
  readonly #retryDelaysMs: readonly number[];
  readonly #ending = new AbortController();
  readonly #script = createScript();
  readonly #playout: Playout;
  readonly #backlog: Backlog;
  #session: SpeechSession | undefined;
  #isAwaitingReady = false;
  /** With what was heard of each interrupted utterance before it was begun again. */
  readonly #clears = createClears();
  /** Failures since something was spoken. */
  #failures = 0;
  /** Set while nothing is said, since the engine failed; aborted where there is nothing left to repeat. */
  #recovery: AbortController | undefined;
  #segmentMs = 0;

  constructor(terms: StreamTerms) {
    const { line, mode } = terms;
    this.#terms = terms;
    this.#retryDelaysMs = manners[mode].retryDelaysMs;
    this.#playout = createPlayout(line.openTrack(), (utterance) => this.#heard(utterance));
    const [unspoken, aheadMs] = [() => this.#script.unspoken, () => this.#playout.aheadMs];
    this.#backlog = createBacklog(manners[mode].backlogMs(terms), unspoken, aheadMs);
    void this.#run();
  }

  get isEmpty(): boolean {
    return this.#script.isEmpty && !this.#playout.isWaiting;
  }

  get room(): Promise<void> {
    return this.#backlog.room;
  }

  get told(): Promise<void> {
    return this.#clears.answered;
  }

  send(text: string): boolean {
    if (this.#isClosed || text === '') return true;
    if (this.#backlog.isFull) return false;
    this.#script.add(text);
    if (manners[this.#terms.mode].isWhole) this.#script.end();
    this.#hand();
    return true;
  }

  flush(): void {
    if (this.#isClosed) return;
    this.#script.end();
    this.#hand();
  }

  clear(): void {
    if (this.isEmpty) return;
    const { positionMs, heard, cutShort } = this.#playout.clear();
    for (const utterance of heard) this.#tell(utterance.text, false);
    const first = cutShort ?? this.#script.current;
    this.#script.clear();
    this.#recovery?.abort();
    this.#backlog.look();
    this.#clearSession(positionMs, first?.text.slice(0, first.beganAgainAt) ?? '');
  }

  close(): void {
    if (this.#isClosed) return;
    this.#ending.abort();
    this.#recovery?.abort();
    this.#script.clear();
    this.#playout.close();
    this.#backlog.look();
    this.#clears.forget();
    this.#session?.close();
  }

  get #isClosed(): boolean {
    return this.#ending.signal.aborted;
  }

  async #run(): Promise<void> {
    try {
      const session = await this.#open();
      this.#session = session;
      if (session === undefined || this.#isClosed) return session?.close();
      this.#terms.listener.onOpen();
      this.#hand();
      for await (const event of session) await this.#perform(event);
      throw new SpeechError('going-away', 'the voice was stopped');
    } catch (error) {
      if (this.#isClosed) return;
      this.close();
      this.#terms.listener.onFailed(SpeechError.from(error));
    }
  }

  #open(): Promise<SpeechSession | undefined> {
    const { speech, casting, line, clock } = this.#terms;
    const format = { encoding: 'linear16', container: 'none', sampleRate: line.sampleRate } as const;
    return openSession(async () => speech.open({ ...casting, format, survivesFailure: true }), {
      retryDelaysMs: this.#retryDelaysMs,
      deadlineMs: openMs,
      clock,
      signal: this.#ending.signal,
    });
  }

  /** Gives the session what it was not given yet, as far as it has room. */
  #hand(): void {
    const session = this.#session;
    if (session === undefined || this.#isAwaitingReady || this.#recovery !== undefined) return;
    // A session that is ready has room for half of what it holds.
    const maxLength = Math.max(1, Math.floor(session.textCapacity / 2));
    const next = () => this.#script.next(maxLength);
    for (let cue = next(); cue !== undefined; cue = next()) {
      if (!took(session, cue)) {
        this.#awaitReady(session);
        return;
      }
      this.#script.handed(cue);
    }
  }

  #awaitReady(session: SpeechSession): void {
    this.#isAwaitingReady = true;
    void session.ready.then(() => {
      this.#isAwaitingReady = false;
      this.#hand();
    });
  }

  /** Without `heardBefore` nobody is told what was heard. */
  #clearSession(playedMs: number, heardBefore?: string): void {
    if (this.#session === undefined) return;
    this.#clears.open(heardBefore);
    this.#session.clear({ playedMs });
  }

  /** A promise holds back the session's next event, and with it the engine. */
  #perform(event: SpeechEvent): Promise<void> | void {
    if (event.type === 'cleared') return this.#cleared(event);
    if (this.#clears.areOpen) return;
    switch (event.type) {
      case 'segment':
        return this.#segment(event);
      case 'audio':
        return this.#play(event);
      case 'flushed':
        return this.#completed(event.mark, true);
      case 'failed':
        return this.#failed(event);
    }
  }

  #segment({ state, text }: Extract<SpeechEvent, { type: 'segment' }>): void {
    if (state === 'end') {
      this.#failures = 0;
      this.#script.spoke(text.length);
      this.#backlog.learn(text.length, this.#segmentMs);
      this.#backlog.look();
    }
    this.#segmentMs = 0;
  }

  async #play({ data, startMs, durationMs }: Extract<SpeechEvent, { type: 'audio' }>): Promise<void> {
    this.#segmentMs += durationMs;
    await this.#playout.play(samplesOf(data), startMs, durationMs);
    this.#backlog.look();
  }

  /** Of one that was not spoken nobody is told, but its end may be the end of all. */
  #completed(id: Mark, wasSpoken: boolean): void {
    const utterance = this.#script.finish(Number(id));
    if (utterance !== undefined) this.#playout.complete(wasSpoken ? utterance : { ...utterance, text: '' });
    this.#backlog.look();
    this.#hand();
  }

  #heard({ text }: Utterance): void {
    this.#tell(text, false);
    if (this.isEmpty && !this.#isClosed) this.#terms.listener.onEmpty();
  }

  #tell(text: string, wasInterrupted: boolean): void {
    if (text.trim() !== '' && !this.#isClosed) this.#terms.listener.onSpoken(text, wasInterrupted);
  }

  #cleared({ heard }: Extract<SpeechEvent, { type: 'cleared' }>): void {
    const heardBefore = this.#clears.take();
    if (heardBefore !== undefined) this.#tell(`${heardBefore}${heard.textSpoken}`, true);
  }

  /** What was made is heard first, while the engine recovers; then all the rest is said again, the piece that failed from its
   *  beginning. */
  async #failed({ error, dropped }: Extract<SpeechEvent, { type: 'failed' }>): Promise<void> {
    if (this.#terms.mode === 'exact') return this.#completed(dropped[0], false);
    const delayMs = isPassing(error) ? this.#retryDelaysMs[this.#failures] : undefined;
    this.#failures += 1;
    const recovery = new AbortController();
    this.#recovery = recovery;
    const pause = delayMs === undefined ? undefined : elapsed(delayMs, this.#terms.clock, recovery.signal);
    await unlessAborted(Promise.all([this.#playout.rest(), pause]), recovery.signal);
    this.#recovery = undefined;
    if (!recovery.signal.aborted) {
      if (delayMs === undefined) throw error;
      this.#clearSession(Number.POSITIVE_INFINITY);
      this.#script.rewind();
    }
    this.#hand();
  }
}

/** False where the session has no room. */
function took(session: SpeechSession, cue: Cue): boolean {
  if (cue.type === 'text') return session.append(cue.text);
  session.flush(cue.id);
  return true;
}
