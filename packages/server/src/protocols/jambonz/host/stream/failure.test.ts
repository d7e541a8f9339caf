import { describe, expect, it } from 'vitest';
import { SpeechError } from '../../../../errors.js';
import type { SpeechSession } from '../../../../session/speech.js';
import type { ToneSynthesizer } from '../../../../testing/tone-synthesizer.js';
import { begin, open, pass, type Setting } from './stream.test.kit.js';

const text = 'First one. Second one. Third one.';

describe('an engine that fails', () => {
  it('is asked again after a moment, and what was not heard is spoken, once and in order', async () => {
    // Each sentence is spoken by 12 pieces or fewer; the fault is in the second one.
    const faults = [{ type: 'fail' as const, atChunk: 6, call: 0 }];
    const { say, play, clock, synthesizer, track } = await open({ tones: { faults, cutting: { firstWords: 0 } } });
    say.send(text);
    say.flush();
    say.send('Another utterance.');
    say.flush();
    expect(await play()).toEqual([]);
    await pass(clock, 199);
    expect(spokenBy(synthesizer)).not.toContainEqual(['Second one. ', 'Third one.']);
    await pass(clock, 1);
    expect(await play()).toEqual([`spoken: ${text}`, 'spoken: Another utterance.', 'empty']);
    expect(spokenBy(synthesizer).slice(-2)).toEqual([['Second one. ', 'Third one.'], ['Another utterance.']]);
    expect(track.playedMs).toBe((text.length + 'Another utterance.'.length) * 50);
  });

  it('is asked three times more, after ever longer moments, and then its failure is told', async () => {
    const { say, play, clock, synthesizer, track } = await open({ tones: { faults: [{ type: 'die', atChunk: 0 }] } });
    say.send(text);
    say.flush();
    for (const delayMs of [200, 400, 800]) {
      expect(await play()).toEqual([]);
      await pass(clock, delayMs);
    }
    expect(await play()).toEqual(['failed: synthesis-failed']);
    expect(callsOf(synthesizer)).toHaveLength(4);
    expect([track.isClosed, clock.waiting]).toEqual([true, 0]);
  });

  it('is given all its chances anew once it has spoken something', async () => {
    const faults = [0, 1, 2, 4, 5, 6].map((call) => ({ type: 'fail' as const, atChunk: 0, call }));
    const { say, play, clock } = await open({ tones: { faults } });
    for (const utterance of ['One.', 'Two.']) {
      say.send(utterance);
      say.flush();
      for (const delayMs of [200, 400, 800]) {
        expect(await play()).toEqual([]);
        await pass(clock, delayMs);
      }
      expect(await play()).toEqual([`spoken: ${utterance}`, 'empty']);
    }
  });

  it('is not asked again for what was cleared, and speaks what comes then at once', async () => {
    const { say, play, synthesizer } = await open({ tones: { faults: [{ type: 'fail', atChunk: 2, call: 0 }] } });
    say.send('Stale text. ');
    say.flush();
    await play();
    say.clear();
    say.send('Fresh text.');
    say.flush();
    const told = await play();
    expect(told.slice(-2)).toEqual(['spoken: Fresh text.', 'empty']);
    expect(spokenBy(synthesizer)).toEqual([['Stale text. '], ['Fresh text.']]);
  });

  it('leaves what was heard before it and after it in one report of an interruption', async () => {
    const faults = [{ type: 'fail' as const, atChunk: 6, call: 0 }];
    const { say, play, clock, soFar } = await open({ tones: { faults, cutting: { firstWords: 0 } } });
    say.send(text);
    say.flush();
    await play();
    await pass(clock, 200);
    await play('Second '.length * 50);
    say.clear();
    expect(await soFar()).toEqual(['cut: First one. Second']);
  });

  it('lets its audio be heard before its failure is told', async () => {
    const setting: Setting = { tones: { faults: [{ type: 'fail', atChunk: 3 }] }, mode: 'enhanced' };
    const { say, play, clock, track } = await open(setting);
    say.send('A sentence.');
    say.flush();
    for (const delayMs of [200, 400, 800]) {
      await play();
      await pass(clock, delayMs);
    }
    expect(await play()).toEqual(['failed: synthesis-failed']);
    expect(track.playedMs).toBe(4 * 300);
  });

  it('exact: loses the utterance, tells nobody, and becomes empty all the same', async () => {
    const faults = [{ type: 'fail' as const, atChunk: 1, call: 0 }];
    const { say, play, track } = await open({ mode: 'exact', tones: { faults } });
    say.send('Lost sentence.');
    say.send('Next sentence.');
    expect(await play()).toEqual(['spoken: Next sentence.', 'empty']);
    expect(track.playedMs).toBe(100 + 14 * 50);
  });
});

it('exact: takes each text for a whole sentence', async () => {
  const { say, play } = await open({ mode: 'exact' });
  say.send('no end mark');
  expect(await play()).toEqual(['spoken: no end mark', 'empty']);
  say.flush();
  expect(await play()).toEqual(['empty']);
});

describe('opening', () => {
  it('is tried again where the server is busy', async () => {
    const { clock, soFar } = await begin({ wrap: failing([busy(), busy()]) });
    expect(await soFar()).toEqual([]);
    await pass(clock, 200);
    await pass(clock, 400);
    expect(await soFar()).toEqual(['open']);
  });

  it('fails with the last error after four attempts', async () => {
    const { clock, soFar } = await begin({ wrap: failing(Array(9).fill(busy())) });
    for (const delayMs of [200, 400, 800]) await pass(clock, delayMs);
    expect(await soFar()).toEqual(['failed: overloaded']);
    expect(clock.waiting).toBe(0);
  });

  it('fails at once where trying again cannot help, and in exact mode always', async () => {
    const hopeless = new SpeechError('voice-not-found', 'no such voice');
    expect(await (await begin({ wrap: failing([hopeless]) })).soFar()).toEqual(['failed: voice-not-found']);
    expect(await (await begin({ wrap: failing([busy()]), mode: 'exact' })).soFar()).toEqual(['failed: overloaded']);
  });

  it('never hangs, and closes a session that comes too late', async () => {
    let arrive: (session: SpeechSession) => void = () => undefined;
    const late = new Promise<SpeechSession>((resolve) => {
      arrive = resolve;
    });
    const { clock, soFar } = await begin({ wrap: () => ({ open: () => late }) });
    await pass(clock, 4999);
    expect(await soFar()).toEqual([]);
    await pass(clock, 1);
    expect(await soFar()).toEqual(['failed: synthesis-failed']);
    let isClosed = false;
    arrive({
      close() {
        isClosed = true;
      },
    } as SpeechSession);
    await soFar();
    expect(isClosed).toBe(true);
  });
});

function busy(): SpeechError {
  return new SpeechError('overloaded', 'all sessions are taken');
}

/** A service whose first attempts to open fail like this. */
function failing(errors: readonly SpeechError[]): Setting['wrap'] {
  const left = [...errors];
  return (speech) => ({
    async open(options) {
      const error = left.shift();
      if (error !== undefined) throw error;
      return speech.open(options);
    },
  });
}

function callsOf(synthesizer: unknown): ToneSynthesizer['calls'] {
  return (synthesizer as ToneSynthesizer).calls;
}

/** The pieces of text that each call of the engine was given. */
function spokenBy(synthesizer: unknown): readonly (readonly string[])[] {
  return callsOf(synthesizer).map(({ tasks }) => tasks.map((task) => task.text));
}
