import { describe, expect, it } from 'vitest';
import { createEncoder } from '../audio/encodings/index.js';
import type { AudioFormat } from '../audio/format.js';
import { loadResampler } from '../audio/resampler.js';
import { SpeechError } from '../errors.js';
import { type FakeClock, fakeClock } from '../testing/fake-clock.js';
import { type ToneOptions, toneSynthesizer } from '../testing/tone-synthesizer.js';
import type { SpeechEvent } from './events.js';
import { Session, type SessionLimits } from './session.js';

await loadResampler();
const linear: AudioFormat = { encoding: 'linear16', container: 'none', sampleRate: 24_000 };
const generous: SessionLimits = { maxBufferedCharacters: 10_000, maxOutputMs: 1000, maxUnanswered: 100 };

interface Setup extends ToneOptions {
  readonly limits?: Partial<SessionLimits>;
  readonly timestamps?: boolean;
  readonly paced?: boolean;
  readonly survivesFailure?: boolean;
  readonly format?: AudioFormat;
}

async function start(setup: Setup = {}) {
  const { limits, timestamps = false, paced = false, survivesFailure = false, format = linear, ...tones } = setup;
  const clock: FakeClock = fakeClock();
  const synthesizer = toneSynthesizer({ clock, ...tones });
  const [voice] = await synthesizer.voices();
  if (voice === undefined) throw new Error('the tone synthesizer has no voice');
  const session = new Session({
    synthesizer,
    request: { voice, language: 'en', speed: 1, sampleRate: 24_000 },
    createEncoder: (from) => createEncoder(format, from),
    timestamps,
    paced,
    survivesFailure,
    limits: { ...generous, ...limits },
    clock,
  });
  return { clock, synthesizer, session, events: session[Symbol.asyncIterator]() };
}

type Events = AsyncIterator<SpeechEvent>;

async function next(events: Events): Promise<SpeechEvent> {
  const { value, done } = await events.next();
  if (done) throw new Error('the session ended');
  return value;
}

async function until<Type extends SpeechEvent['type']>(events: Events, type: Type) {
  const before: SpeechEvent[] = [];
  for (;;) {
    const event = await next(events);
    if (event.type === type) return { before, event: event as Extract<SpeechEvent, { type: Type }> };
    before.push(event);
  }
}

async function rest(events: Events): Promise<SpeechEvent[]> {
  const all: SpeechEvent[] = [];
  for (let step = await events.next(); !step.done; step = await events.next()) all.push(step.value);
  return all;
}

function turns(count = 20): Promise<void> {
  return count === 0
    ? Promise.resolve()
    : new Promise<void>((resolve) => setImmediate(resolve)).then(() => turns(count - 1));
}

const audioMs = (events: readonly SpeechEvent[]) =>
  events.reduce((sum, event) => sum + (event.type === 'audio' ? event.durationMs : 0), 0);

const spokenIn = (events: readonly SpeechEvent[]) =>
  events.flatMap((event) => (event.type === 'segment' && event.state === 'end' ? [event.text] : [])).join('');

const audioIn = (events: readonly SpeechEvent[]) =>
  events.flatMap((event) => (event.type === 'audio' ? [event.data] : []));

const isWav = (data: Uint8Array) => Buffer.from(data.subarray(0, 4)).toString('latin1') === 'RIFF';

describe('a session', () => {
  it('places audio on one timeline without gaps, and reports each utterance on it', async () => {
    const { session, events } = await start();
    session.append('One two three. ');
    session.flush('a');
    session.append('Four.');
    session.flush('b');
    session.finish();
    const all = await rest(events);
    let position = 0;
    for (const event of all) {
      if (event.type !== 'audio') continue;
      expect(event.startMs).toBeCloseTo(position, 6);
      position += event.durationMs;
    }
    const flushed = all.filter((event) => event.type === 'flushed');
    expect(flushed.map(({ mark }) => mark)).toEqual(['a', 'b']);
    expect(flushed.map(({ utterance }) => utterance.characters)).toEqual([15, 5]);
    expect(flushed[1]?.utterance.startMs).toBeCloseTo(flushed[0]?.utterance.durationMs ?? 0, 6);
    expect(position).toBeGreaterThan(0);
  });

  it('says where each word stands in the text as it was sent', async () => {
    const { session, events } = await start({ timestamps: true });
    const text = 'Hello there. How are you?';
    session.append(text);
    session.finish();
    const words = (await rest(events)).flatMap((event) => (event.type === 'timestamps' ? event.words : []));
    expect(words.map(({ textStart, textEnd }) => text.slice(textStart, textEnd).replace(/\W/g, ''))).toEqual([
      'Hello',
      'there',
      'How',
      'are',
      'you',
    ]);
  });

  it('counts places in the text over utterances and clears', async () => {
    const { session, events } = await start({ timestamps: true });
    session.append('Old text.');
    session.clear();
    session.append('New.');
    session.finish();
    const words = (await rest(events)).flatMap((event) => (event.type === 'timestamps' ? event.words : []));
    expect(words[0]?.textStart).toBe('Old text.'.length);
  });

  it('frames each segment by its start and its end', async () => {
    const { session, events } = await start();
    session.append('First one here. Second one here.');
    session.finish();
    const marks = (await rest(events)).flatMap((event) =>
      event.type === 'segment' ? [`${event.id} ${event.state}`] : [],
    );
    expect(marks.length % 2).toBe(0);
    for (let id = 1; id <= marks.length / 2; id += 1) {
      expect(marks.slice(2 * id - 2, 2 * id)).toEqual([`${id} start`, `${id} end`]);
    }
  });

  it('hands on the marks of flushes that a clear voided, in order', async () => {
    const { session, events } = await start({ msPerCharacter: 100 });
    session.append('A long enough sentence.');
    session.flush(1);
    session.append('Another sentence.');
    session.flush(2);
    await until(events, 'audio');
    session.clear({ mark: 'c' });
    const { event } = await until(events, 'cleared');
    expect(event.mark).toBe('c');
    expect(event.dropped).toEqual([1, 2]);
  });

  it('sets its position back to what was handed out', async () => {
    const { session, events } = await start({ msPerCharacter: 100 });
    session.append('A long enough sentence.');
    session.flush();
    const { event: first } = await until(events, 'audio');
    session.clear();
    session.append('More.');
    session.flush();
    const { event: cleared } = await until(events, 'cleared');
    const { event: second } = await until(events, 'audio');
    expect(cleared.heard.audioMs).toBe(first.durationMs);
    expect(second.startMs).toBe(first.durationMs);
  });

  it('reports what was heard, to the character', async () => {
    const { session, events } = await start({ msPerCharacter: 100, chunkMs: 100 });
    const text = 'Let me check, the next free slot. ';
    session.append(text);
    session.flush();
    await until(events, 'flushed');
    session.clear({ playedMs: 1250 });
    const { event } = await until(events, 'cleared');
    expect(event.heard.textSpoken).toBe('Let me check,');
    expect(event.heard.textSpoken + event.heard.textRemaining).toBe(text);
  });

  it('counts a half heard word as heard and less as not', async () => {
    for (const [playedMs, spoken] of [
      [140, ''],
      [160, 'One'],
      [590, 'One'],
      [610, 'One two'],
    ] as const) {
      const { session, events } = await start({ msPerCharacter: 100, chunkMs: 100 });
      session.append('One two.');
      session.flush();
      await until(events, 'flushed');
      session.clear({ playedMs });
      const { event } = await until(events, 'cleared');
      expect(event.heard.textSpoken.replace('.', '')).toBe(spoken);
    }
  });

  it('keeps a finish that was asked for before a clear', async () => {
    const { session, events } = await start();
    session.append('Something to say.');
    session.finish();
    session.clear();
    expect((await rest(events)).map(({ type }) => type)).toEqual(['cleared']);
  });

  it('refuses text beyond its limit, and takes it once there is room', async () => {
    const { session, events } = await start({ limits: { maxBufferedCharacters: 40 } });
    expect(session.append('A first sentence that is long. ')).toBe(true);
    expect(session.append('A second one that is long too. ')).toBe(false);
    const taken = next(events);
    await session.ready;
    expect(session.append('A second one that is long too. ')).toBe(true);
    await taken;
    session.finish();
    const spoken = (await rest(events)).flatMap((event) =>
      event.type === 'segment' && event.state === 'end' ? event.text : [],
    );
    expect(spoken.join('')).toBe('A first sentence that is long. A second one that is long too. ');
  });

  it('does not let the engine run ahead of its listener by more than the limit', async () => {
    const { session, events, synthesizer } = await start({
      msPerCharacter: 1000,
      chunkMs: 100,
      limits: { maxOutputMs: 500 },
    });
    session.append('Eight by ten is eighty.');
    session.flush();
    await until(events, 'audio');
    await turns();
    expect(synthesizer.calls[0]?.chunks).toBeLessThanOrEqual(8);
    await until(events, 'flushed');
    expect(synthesizer.calls[0]?.chunks).toBeGreaterThan(100);
  });

  it('speaks a partial sentence after an idle time, up to the last word boundary', async () => {
    const { session, events, clock } = await start({ cutting: { firstWords: 0, idleMs: 100 } });
    session.append('I think that');
    clock.advance(99);
    session.append(' thi');
    clock.advance(99);
    await turns();
    expect(session.settled).toBeInstanceOf(Promise);
    clock.advance(1);
    const { event } = await until(events, 'segment');
    expect(event.text).toBe('I think that ');
    session.append('s works.');
    session.finish();
    const texts = (await rest(events)).flatMap((each) =>
      each.type === 'segment' && each.state === 'end' ? each.text : [],
    );
    expect(texts.join('')).toBe('I think that this works.');
  });

  it.each([
    ['Hello there.', 15],
    ['Really?', 15],
    ['你好。', 15],
    ['It costs 3.', 100],
    ['Ask Dr.', 100],
    ['Hello there', 100],
  ])('speaks %j when nothing has come for %d ms', async (text, idleMs) => {
    const { session, events, clock } = await start({ cutting: { firstWords: 0, idleMs: 100 } });
    session.append(text);
    clock.advance(idleMs - 1);
    await turns();
    expect(session.settled).toBeInstanceOf(Promise);
    let spoken = '';
    void until(events, 'segment').then(({ event }) => {
      spoken = event.text;
    });
    await turns();
    expect(spoken).toBe('');
    clock.advance(1);
    await turns(20);
    expect(spoken).not.toBe('');
  });

  it('looks whether a full stop was one, as long as a quick model takes for its next token', async () => {
    const { session, events, clock } = await start({ cutting: { firstWords: 0, idleMs: 100 } });
    for (const token of ['Look ', 'at ', 'example.', 'com', '.']) {
      clock.advance(14);
      session.append(token);
      await turns();
    }
    clock.advance(15);
    expect((await until(events, 'segment')).event.text).toBe('Look at example.com.');
  });

  it('lets a partial sentence wait while the listener has enough to play', async () => {
    const { session, events, clock } = await start({
      msPerCharacter: 100,
      limits: { maxOutputMs: 60_000 },
      cutting: { firstWords: 0, idleMs: 100 },
    });
    session.append('A whole sentence of some length. And th');
    const { before } = await until(events, 'audio');
    expect(before.length).toBeGreaterThan(0);
    clock.advance(200);
    await turns();
    session.append('en more.');
    session.finish();
    const texts = (await rest(events)).flatMap((each) =>
      each.type === 'segment' && each.state === 'end' ? each.text : [],
    );
    expect(texts).toEqual(['A whole sentence of some length. ', 'And then more.']);
  });

  it('speaks a slow writer word group by word group, before the listener hears a gap', async () => {
    const { session, events, clock } = await start({ msPerCharacter: 50, cutting: { firstWords: 2, idleMs: 100 } });
    session.append('One two three ');
    await until(events, 'audio');
    const words = ['four ', 'five ', 'six ', 'seven ', 'eight '];
    const texts: string[] = [];
    const listening = (async () => {
      for (let step = await events.next(); !step.done; step = await events.next()) {
        if (step.value.type === 'segment' && step.value.state === 'start') texts.push(step.value.text);
      }
    })();
    for (const word of words) {
      clock.advance(90);
      await turns(5);
      session.append(word);
    }
    expect(texts.length).toBeGreaterThan(0);
    session.finish();
    await listening;
    expect(texts.join('')).toBe('three four five six seven eight ');
  });

  it('hands out paced audio as fast as it plays', async () => {
    const { session, events, clock } = await start({ paced: true, msPerCharacter: 100, chunkMs: 100 });
    session.append('One two three four.');
    session.finish();
    const handedOut: SpeechEvent[] = [];
    const all = (async () => {
      for (let step = await events.next(); !step.done; step = await events.next()) handedOut.push(step.value);
    })();
    await turns();
    const early = audioMs(handedOut);
    expect(early).toBeLessThanOrEqual(300);
    for (let ms = 0; ms < 1000; ms += 10) {
      clock.advance(10);
      await turns(3);
    }
    expect(audioMs(handedOut)).toBeGreaterThanOrEqual(1000);
    expect(audioMs(handedOut)).toBeLessThanOrEqual(1000 + early);
    for (let ms = 0; ms < 2000; ms += 10) {
      clock.advance(10);
      await turns(1);
    }
    await all;
    expect(audioMs(handedOut)).toBeCloseTo(1900, 0);
  });

  it('answers a clear at once although paced audio waits', async () => {
    const { session, events } = await start({ paced: true, msPerCharacter: 500 });
    session.append('Some words to speak.');
    session.flush();
    await until(events, 'audio');
    await until(events, 'audio');
    const cleared = until(events, 'cleared');
    await turns();
    session.clear();
    expect(audioMs((await cleared).before)).toBeLessThanOrEqual(200);
  });

  it('ends by throwing what the engine failed with', async () => {
    const { session, events } = await start({ faults: [{ type: 'fail', atChunk: 1 }] });
    session.append('This will fail soon.');
    session.finish();
    await expect(rest(events)).rejects.toMatchObject({ name: 'SpeechError', code: 'synthesis-failed' });
  });

  it('goes on after a failure where that was asked for, and says what it cost', async () => {
    const { session, events } = await start({ survivesFailure: true, faults: [{ type: 'fail', atChunk: 1, call: 0 }] });
    session.append('This will fail soon. So will this.');
    session.flush('lost');
    session.append('This is spoken.');
    session.flush('kept');
    const { before, event } = await until(events, 'failed');
    expect(audioMs(before)).toBeGreaterThan(0);
    expect(event.error.code).toBe('synthesis-failed');
    expect(event.dropped).toEqual(['lost']);
    const { before: after, event: flushed } = await until(events, 'flushed');
    expect(flushed.mark).toBe('kept');
    expect(spokenIn(after)).toBe('This is spoken.');
  });

  it('drops what had been said of an utterance that failed, and speaks what is said after it', async () => {
    const { session, events } = await start({ survivesFailure: true, faults: [{ type: 'fail', atChunk: 0, call: 0 }] });
    session.append('This will fail at once. And half of');
    await until(events, 'failed');
    await session.ready;
    session.append('New text.');
    session.flush('new');
    expect(spokenIn((await until(events, 'flushed')).before)).toBe('New text.');
    session.finish();
    expect(await rest(events)).toEqual([]);
  });

  it('tells words right after the audio that they end in', async () => {
    const { session, events } = await start({ timestamps: true, msPerCharacter: 10, chunkMs: 70 });
    session.append('One two three four. Five six.');
    session.finish();
    let [heardMs, words] = [0, 0];
    for (const event of await rest(events)) {
      if (event.type === 'audio') heardMs = event.startMs + event.durationMs;
      if (event.type !== 'timestamps') continue;
      words += event.words.length;
      for (const word of event.words) expect(word.endMs).toBeLessThanOrEqual(heardMs + 0.1);
      expect(event.words.at(-1)?.endMs ?? heardMs).toBeCloseTo(heardMs, 1);
    }
    expect(words).toBe(6);
  });

  it('puts a header before the first audio that is handed out, although a clear dropped what it was made for', async () => {
    const { session, events } = await start({ format: { ...linear, container: 'wav' } });
    session.append('Never heard.');
    await turns();
    session.clear();
    session.append('First heard.');
    session.finish();
    const pieces = audioIn(await rest(events));
    expect(pieces.map(isWav)).toEqual(pieces.map((_, index) => index === 0));
  });

  it('puts a header there once, over all clears', async () => {
    const { session, events } = await start({ format: { ...linear, container: 'wav' } });
    session.append('First heard.');
    session.flush();
    expect(audioIn((await until(events, 'flushed')).before).some(isWav)).toBe(true);
    session.clear();
    session.append('Heard next.');
    session.finish();
    expect(audioIn(await rest(events)).some(isWav)).toBe(false);
  });

  it('answers nothing that a clear voided, whenever the clear comes', async () => {
    for (let delay = 0; delay < 140; delay += 1) {
      const { session, events } = await start({ limits: { maxOutputMs: 1e9 } });
      const all: SpeechEvent[] = [];
      const listening = (async () => {
        for (let step = await events.next(); !step.done; step = await events.next()) all.push(step.value);
      })();
      // What makes no sound is over within the microtasks.
      session.append('!\n'.repeat(700));
      session.flush('void');
      session.append('Some text. More of it.');
      session.flush('void too');
      for (let turn = 0; turn < delay; turn += 1) await undefined;
      session.clear({ mark: 'clear' });
      session.append('New text.');
      session.finish();
      await listening;
      const cleared = all.findIndex(({ type }) => type === 'cleared');
      const answered = all.slice(0, cleared).flatMap((event) => (event.type === 'flushed' ? [event.mark] : []));
      const dropped = all.flatMap((event) => (event.type === 'cleared' ? event.dropped : []));
      expect([...answered, ...dropped]).toEqual(['void', 'void too']);
      expect(all.slice(cleared).filter(({ type }) => type === 'flushed')).toEqual([]);
      expect(spokenIn(all.slice(cleared))).toBe('New text.');
    }
  });

  it('takes no more text than it may hold although none of it makes a sound and nobody listens', async () => {
    const { session } = await start({ limits: { maxBufferedCharacters: 1000 } });
    let taken = 0;
    for (let turn = 0; turn < 500; turn += 1) {
      if (session.append('!\n'.repeat(400))) taken += 800;
      await turns(2);
    }
    expect(taken).toBeLessThan(100_000);
  });

  it('fails when nobody reads that utterances fail', async () => {
    const { session, events } = await start({
      survivesFailure: true,
      faults: [{ type: 'fail', atChunk: 0 }],
      limits: { maxUnanswered: 10 },
    });
    for (let count = 0; count < 100; count += 1) {
      session.append('Fails. ');
      session.flush(count);
      await turns(5);
    }
    await expect(rest(events)).rejects.toMatchObject({ code: 'rate-limited' });
  });

  it('fails when the engine does not take what it is to speak, rather than ask it for ever', async () => {
    const { session, events, synthesizer } = await start();
    Object.assign(synthesizer, { async *synthesize() {} });
    session.append('Hello.');
    session.flush();
    await expect(rest(events)).rejects.toMatchObject({ code: 'synthesis-failed' });
  });

  it('fails when answers are not fetched', async () => {
    const { session, events } = await start({ limits: { maxUnanswered: 10 } });
    for (let count = 0; count < 1000; count += 1) session.clear();
    await expect(rest(events)).rejects.toMatchObject({ code: 'rate-limited' });
  });

  it('takes much text in many short sentences for what it is: one command', async () => {
    const { session, events } = await start({
      msPerCharacter: 1,
      limits: { maxBufferedCharacters: 50_000, maxUnanswered: 10 },
    });
    session.append('Hi! '.repeat(5000));
    session.flush('all');
    session.finish();
    const { event, before } = await until(events, 'flushed');
    expect(event.mark).toBe('all');
    expect(audioMs(before)).toBeGreaterThan(10_000);
  });

  it('remembers all that waits to be spoken, however much it is', async () => {
    const { session, events } = await start({ msPerCharacter: 100, limits: { maxBufferedCharacters: 300_000 } });
    const text = 'Some words to say. '.repeat(12_000);
    session.append(text);
    await until(events, 'audio');
    session.clear();
    const { event } = await until(events, 'cleared');
    expect(event.heard.textSpoken + event.heard.textRemaining).toBe(text);
  });

  it('forgets what was spoken long ago, and reports the utterance whole all the same', async () => {
    const { session, events } = await start({
      msPerCharacter: 1,
      limits: { maxBufferedCharacters: 300_000, maxOutputMs: 1e9 },
    });
    const text = 'Some words to say. '.repeat(12_000);
    session.append(text);
    session.flush();
    const { event } = await until(events, 'flushed');
    expect(event.utterance.characters).toBe(text.length);
    session.clear({ playedMs: event.utterance.durationMs - 1000 });
    const { heard } = (await until(events, 'cleared')).event;
    expect(heard.textSpoken.length).toBeGreaterThan(40_000);
    expect(text.endsWith(heard.textSpoken + heard.textRemaining)).toBe(true);
  });

  it('places a flush of nothing where the timeline stands', async () => {
    const { session, events } = await start();
    session.append('Hello.');
    session.flush();
    session.flush();
    const { event: first } = await until(events, 'flushed');
    const { event: second } = await until(events, 'flushed');
    expect(second.utterance).toEqual({ characters: 0, startMs: first.utterance.durationMs, durationMs: 0 });
  });

  it('refuses text after a finish', async () => {
    const { session } = await start();
    session.finish();
    expect(() => session.append('late')).toThrow(SpeechError);
  });

  it('does nothing any more once closed, and frees the engine', async () => {
    const { session, events, synthesizer } = await start({ faults: [{ type: 'stall', atChunk: 1 }] });
    session.append('Some words to speak.');
    session.flush();
    await until(events, 'audio');
    session.close();
    session.flush();
    session.clear();
    expect(session.append('more')).toBe(true);
    expect(await rest(events)).toEqual([]);
    await synthesizer.calls[0]?.ended;
  });

  it('is settled only when everything was flushed and handed out', async () => {
    const { session, events } = await start();
    await session.settled;
    session.append('Hello.');
    let settled = false;
    const waiting = session.settled.then(() => {
      settled = true;
    });
    session.flush();
    await until(events, 'flushed');
    expect(settled).toBe(false);
    void events.next();
    await waiting;
  });

  it('loses and doubles nothing, whatever the order of commands', async () => {
    let seed = 7;
    const random = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed % below;
    };
    for (let run = 0; run < 200; run += 1) {
      const { session, events } = await start({ msPerCharacter: 10, limits: { maxOutputMs: 100 } });
      let sinceClear = '';
      const handed = (async () => {
        const spoken = { text: '', flushed: [] as unknown[], audio: 0 };
        for (let step = await events.next(); !step.done; step = await events.next()) {
          const event = step.value;
          if (event.type === 'cleared') Object.assign(spoken, { text: '', audio: 0 });
          if (event.type === 'segment' && event.state === 'end') spoken.text += event.text;
          if (event.type === 'flushed') spoken.flushed.push(event.mark);
          if (event.type === 'audio') spoken.audio += event.durationMs;
        }
        return spoken;
      })();
      const expected: number[] = [];
      const commands = 1 + random(25);
      for (let step = 0; step < commands; step += 1) {
        const dice = random(10);
        if (dice < 6) {
          const text = ['Hello', ' ', 'world. ', 'One, two', '3', '.5 ', '?'][random(7)] ?? '';
          session.append(text);
          sinceClear += text;
        } else if (dice < 8) {
          session.flush(step);
          expected.push(step);
        } else if (dice === 8) {
          session.clear();
          sinceClear = '';
        } else {
          await turns(random(4));
        }
      }
      session.finish();
      const spoken = await handed;
      expect(spoken.text).toBe(sinceClear);
      expect(spoken.flushed).toEqual(expected.filter((mark) => spoken.flushed.includes(mark)));
      expect(new Set(spoken.flushed).size).toBe(spoken.flushed.length);
    }
  });
});
