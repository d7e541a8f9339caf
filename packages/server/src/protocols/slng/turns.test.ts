import { describe, expect, it } from 'vitest';
import { audioOf, bytesOf, call, flush, sentence, text, turnOf, typesOf } from './call.test.kit.js';

const bytesOfSentence = await bytesOf(sentence);

it('SLNG 19 answers a flush with flushed and audio_end behind the audio, one of each', async () => {
  const talk = await call();
  talk.say(text(sentence), flush);
  expect(turnOf([...(await talk.until('audio_end')), ...(await talk.soFar())])).toEqual([
    'audio',
    'flushed',
    'audio_end',
  ]);
});

it('SLNG 19 answers pipecat by flushed alone: it would take the second message for the answer to its next flush', async () => {
  const talk = await call({
    headers: { 'user-agent': 'Python/3.12 websockets/15.0' },
    init: { type: 'init', config: { encoding: 'linear16', sample_rate: 24000 }, voice: 'aura-2-thalia-en' },
  });
  talk.say(text(sentence), flush, text('Two.'), flush);
  expect(turnOf([...(await talk.until('flushed')), ...(await talk.until('flushed')), ...(await talk.soFar())])).toEqual(
    ['audio', 'flushed', 'audio', 'flushed'],
  );
  talk.say({ type: 'cancel' }, text('Two.', true));
  expect(turnOf(await talk.until('audio_end'))).toEqual(['audio_end']);
  expect(turnOf(await talk.until('audio_end'))).toEqual(['audio', 'audio_end']);
});

it('SLNG 20 answers an inline flush with one audio_end, and is silent then', async () => {
  const talk = await call();
  talk.say(text(sentence, true));
  expect(turnOf([...(await talk.until('audio_end')), ...(await talk.soFar())])).toEqual(['audio', 'audio_end']);
});

it('SLNG 21 speaks a complete sentence before anybody flushes', async () => {
  const talk = await call();
  talk.say(text(`${sentence} And`));
  expect(typesOf(await talk.until('audio'))).toEqual(['segment_start', 'audio']);
});

it('SLNG 22 speaks ten turns after one init, each with its own audio', async () => {
  const talk = await call();
  for (let turn = 0; turn < 10; turn += 1) {
    talk.say(text(sentence, turn % 2 === 0), ...(turn % 2 === 0 ? [] : [flush]));
    const answers = await talk.until('audio_end');
    expect(audioOf(answers)).toHaveLength(bytesOfSentence);
    expect(turnOf(answers)).toEqual(turn % 2 === 0 ? ['audio', 'audio_end'] : ['audio', 'flushed', 'audio_end']);
  }
});

it('SLNG 23 answers turns that were sent together in order, each in its own way', async () => {
  const talk = await call();
  talk.say(text('One.'), flush, text('Two.', true), text('Three.'), flush);
  expect(turnOf(await talk.until('audio_end'))).toEqual(['audio', 'flushed', 'audio_end']);
  expect(turnOf(await talk.until('audio_end'))).toEqual(['audio', 'audio_end']);
  expect(turnOf(await talk.until('audio_end'))).toEqual(['audio', 'flushed', 'audio_end']);
});

describe('SLNG 24', () => {
  const emptyTurn = [{ type: 'flushed' }, { type: 'audio_end', duration: 0 }];

  it.each<[string, readonly object[]]>([
    ['a flush of nothing', [flush]],
    ['white space', [text('  \n '), flush]],
    ['an empty text', [text(''), flush]],
    ['punctuation alone', [text('—'), flush]],
  ])('%s is answered at once, without a segment', async (_, messages) => {
    const talk = await call();
    talk.say(...messages);
    expect(await talk.until('audio_end')).toEqual(emptyTurn);
  });

  it('two flushes are answered by two, and an inline one of nothing by its audio_end', async () => {
    const talk = await call();
    talk.say(text('Hello.'), flush, flush, text('', true));
    await talk.until('audio_end');
    expect(await talk.until('audio_end')).toEqual(emptyTurn);
    expect(await talk.until('audio_end')).toEqual(emptyTurn.slice(1));
  });

  it('digits are spoken', async () => {
    const talk = await call();
    talk.say(text('4.5', true));
    expect(audioOf(await talk.until('audio_end')).length).toBeGreaterThan(0);
  });
});

it('SLNG 25 joins texts as they are, wherever they were cut', async () => {
  const whole = 'It costs 3.50 euros, i.e. little — 👩‍🚀 "Really?" he asked. Yes.';
  const expected = await bytesOf(whole);
  for (const parts of [whole.split(/(?<= )/), [...whole], whole.split('')]) {
    const talk = await call();
    talk.say(...parts.map((part) => text(part)), flush);
    expect(audioOf(await talk.until('audio_end'))).toHaveLength(expected);
  }
});

it('SLNG 26 begins a long turn long before its end', async () => {
  const talk = await call();
  talk.say(text(sentence.repeat(100)));
  await talk.until('audio');
  const [engineCall] = talk.synthesizer.calls;
  expect(engineCall?.tasks.length).toBeLessThan(20);
});

it('SLNG 27 begins and ends segments in pairs, with ids of their own, also where they were interrupted', async () => {
  const talk = await call({ tones: { msPerCharacter: 100 } });
  const answers = [];
  for (const messages of [[text(`${sentence} ${sentence} Six!`), flush], [text('Hello.', true)]]) {
    talk.say(...messages);
    answers.push(...(await talk.until('audio_end')));
  }
  talk.say(text(sentence.repeat(20)), flush);
  answers.push(...(await talk.until('audio')));
  talk.say({ type: 'clear' });
  answers.push(...(await talk.until('cleared')));
  talk.say(text('Hello.', true));
  answers.push(...(await talk.until('audio_end')));

  const frames = answers.filter(({ type }) => type.startsWith('segment_'));
  expect(frames.length).toBeGreaterThan(8);
  const starts = frames.filter(({ type }) => type === 'segment_start');
  expect(frames.map(({ type, segment_id }) => [type, segment_id])).toEqual(
    starts.flatMap(({ segment_id }) => [
      ['segment_start', segment_id],
      ['segment_end', segment_id],
    ]),
  );
  expect(new Set(starts.map(({ segment_id }) => segment_id)).size).toBe(starts.length);
});

it('SLNG 27 keeps all audio inside of its segments, also what an encoder gives at the very end', async () => {
  for (const encoding of ['linear16', 'mp3', 'opus']) {
    const talk = await call({ init: { type: 'init', config: { encoding } } });
    talk.say(text(`${sentence} Six.`), flush);
    const types = typesOf(await talk.until('audio_end')).join(' ');
    expect([encoding, types]).toEqual([
      encoding,
      expect.stringMatching(/^(segment_start audio segment_end ){2,}flushed audio_end$/),
    ]);
  }
});
