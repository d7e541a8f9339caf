import { describe, expect, it } from 'vitest';
import { SpeechError } from '../../errors.js';
import { dial } from '../../testing/dial.js';
import { testSpeech } from '../../testing/test-speech.js';
import { bytesUntil, call, clear, cleared, close, flush, flushed, sentence, speak, texts } from './call.test.kit.js';
import { deepgram } from './index.js';
import { deepgramOptions } from './options.js';

describe('the handshake', () => {
  it('F1 is followed by Metadata, with the request id of the header', async () => {
    const { headers, visit, client } = await call({ query: 'model=aura-2-thalia-en' });
    expect(headers['dg-request-id']).toBe(visit.id);
    expect(JSON.parse(String(await client.next()))).toMatchObject({
      type: 'Metadata',
      request_id: visit.id,
      model_name: 'aura-2-thalia-en',
      model_uuid: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-5/),
      additional_model_uuids: [],
    });
  });

  it('H2 chooses the scheme among the subprotocols', async () => {
    expect((await call({ headers: { 'sec-websocket-protocol': 'bearer, a.b.c' } })).subprotocol).toBe('bearer');
    expect((await call()).subprotocol).toBeUndefined();
  });

  it.each([
    ['H4 a bad format', 'encoding=mp3', 400, 'INVALID_QUERY_PARAMETER'],
    ['H5 a Flux model', 'model=flux-haley-en', 400, 'Bad Request'],
  ])('refuses %s before the upgrade', async (_, query, status, err_code) => {
    const protocol = deepgram(deepgramOptions.parse({}));
    const answer = await dial(protocol, await testSpeech(), new Request(`http://localhost/v1/speak?${query}`));
    if (!(answer instanceof Response)) throw new Error('it was not refused');
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ err_code, request_id: answer.headers.get('dg-request-id') });
  });

  it('H1 refuses a wrong key, which it never repeats', async () => {
    const authenticate = async () => {
      throw new SpeechError('unauthorized', 'not known');
    };
    const speech = await testSpeech({ access: { authenticate, grant: async () => '' } });
    const headers = { authorization: 'Token wrong-key' };
    const answer = await dial(
      deepgram(deepgramOptions.parse({})),
      speech,
      new Request('http://localhost/v1/speak', { headers }),
    );
    if (!(answer instanceof Response)) throw new Error('it was not refused');
    expect(answer.status).toBe(401);
    expect(await answer.text()).not.toContain('wrong-key');
  });
});

describe('text', () => {
  it('F2 is the same speech in one message, by the word and by the character', async () => {
    const text = 'It costs 3.50 euros, i.e. little. "Really?" he asked. Yes.';
    const lengths = [];
    for (const parts of [[text], text.split(/(?<= )/), [...text]]) {
      const talk = await call();
      talk.say(...parts.map(speak), flush);
      lengths.push(await bytesUntil(talk, 'Flushed'));
    }
    expect(new Set(lengths).size).toBe(1);
  });

  it('is parted where whole sentences meet without a space', async () => {
    const talk = await call();
    talk.say(speak('How are you?'), speak('I am fine.'), flush);
    const joined = await bytesUntil(talk, 'Flushed');
    talk.say(speak('How are you? I am fine.'), flush);
    expect(await bytesUntil(talk, 'Flushed')).toBe(joined);
  });

  it('F6 of spaces only is no speech and no error', async () => {
    const talk = await call();
    talk.say(speak('   '), speak(''), flush, close);
    expect(await talk.rest()).toEqual([expect.objectContaining({ type: 'Metadata' }), flushed(0)]);
  });

  it('is spoken without its markers, however they are split', async () => {
    const talk = await call();
    talk.say(speak('Take \\{"word": "it", "pro'), speak('nounce": "x"\\} now.'), flush);
    const marked = await bytesUntil(talk, 'Flushed');
    talk.say(speak('Take it now.'), flush);
    expect(await bytesUntil(talk, 'Flushed')).toBe(marked);
  });

  it('that looks like the beginning of a marker is forgotten at a clear, and spoken at the end', async () => {
    const talk = await call();
    talk.say(speak('Old {pau'), clear, speak('se:1} new {"wor'), close);
    await talk.rest();
    const spoken = talk.synthesizer.calls.flatMap(({ tasks }) => tasks.map((task) => task.text)).join('');
    expect(spoken).toContain('se:1} new');
    expect(spoken).not.toContain('{pau');
    expect(spoken).toContain('{"wor');
  });
});

describe('Flush', () => {
  it('F3 F4 is answered in order, each behind its own audio, counted from 0', async () => {
    const talk = await call();
    await talk.until('Metadata');
    talk.say(speak('One.'), flush, speak('Two.'), flush, speak('Three.'), flush);
    for (const sequence of [0, 1, 2]) {
      const answers = await talk.until('Flushed');
      expect(answers[0]).toBe('audio');
      expect(answers.at(-1)).toEqual(flushed(sequence));
    }
  });

  it('F5 of nothing is answered without audio', async () => {
    const talk = await call();
    talk.say(flush, close);
    expect(await talk.rest()).toEqual([expect.objectContaining({ type: 'Metadata' }), flushed(0)]);
  });

  it('F9 F10 sends whole samples, in messages well below a megabyte', async () => {
    const talk = await call({ query: 'sample_rate=48000', tones: { chunkMs: 60_000, msPerCharacter: 1000 } });
    await talk.until('Metadata');
    talk.say(speak(sentence), close);
    let bytes = 0;
    for await (const message of talk.client) {
      expect(message.length % 2).toBe(0);
      expect(message.length).toBeLessThan(2 ** 20);
      bytes += message.length;
    }
    expect(bytes).toBe(sentence.length * 48_000 * 2);
  });

  it('leaves a gap behind the audio for clients that authenticate by subprotocol', async () => {
    const talk = await call({ headers: { 'sec-websocket-protocol': 'token, k' } });
    talk.say(speak('One.'), flush);
    await talk.until('audio');
    const next = talk.until('Flushed');
    while (talk.clock.waiting === 0) await new Promise(setImmediate);
    expect(talk.client.take().every((message) => message instanceof Uint8Array)).toBe(true);
    talk.clock.advance(5);
    expect((await next).at(-1)).toEqual(flushed(0));
  });
});

describe('Clear', () => {
  it('C2 C3 voids what came before it, and nothing that comes after', async () => {
    const talk = await call();
    talk.say(speak('Old words without an end'), flush, clear, speak('New.'), flush, close);
    const answers = await talk.rest();
    expect(texts(answers).slice(1)).toEqual([cleared(0), flushed(1)]);
    expect(answers.indexOf('audio')).toBeGreaterThan(1);
  });

  it('C4 is answered each time, also when there is nothing to drop', async () => {
    const talk = await call();
    talk.say(...Array.from({ length: 10 }, () => clear), { type: 'Reset' }, close);
    expect((await talk.rest()).slice(1)).toEqual(Array.from({ length: 11 }, (_, sequence) => cleared(sequence)));
  });

  it('tells what was heard and what was not, if it says how far the listener got', async () => {
    const talk = await call({ tones: { msPerCharacter: 100 } });
    talk.say(speak(sentence), flush);
    await talk.until('audio');
    talk.client.stall();
    talk.say({ type: 'Clear', playback_offset: { type: 'time_ms', value: 0 } });
    talk.client.resume();
    const answer = (await talk.until('Cleared')).at(-1) as Record<string, string>;
    expect(`${answer.text_spoken}${answer.text_remaining}`).toBe(sentence);
  });
});

describe('Close', () => {
  it('X1 speaks what nobody flushed, says no Flushed, and closes with 1000', async () => {
    const talk = await call();
    talk.say(speak('What nobody flushed'), close);
    const answers = await talk.rest();
    expect(answers).toContain('audio');
    expect(texts(answers)).toHaveLength(1);
    expect(await talk.client.closed).toEqual({ code: 1000, reason: '' });
  });

  it('X2 answers the flushes before it', async () => {
    const talk = await call();
    talk.say(speak('One.'), flush, close);
    expect(texts(await talk.rest()).slice(1)).toEqual([flushed(0)]);
    expect((await talk.client.closed).code).toBe(1000);
  });

  it('X3 is not needed: a client that hangs up stops the engine', async () => {
    const talk = await call({ tones: { faults: [{ type: 'stall', atChunk: 1 }] } });
    talk.say(speak(sentence), flush);
    await talk.until('audio');
    talk.client.close();
    await talk.synthesizer.calls[0]?.aborted;
    await talk.ended;
  });

  it('X5 is the last message that is heard', async () => {
    const talk = await call();
    talk.say(speak('One.'), close, speak('Two.'), flush, { type: 'Shout' });
    talk.client.send(new Uint8Array(1));
    expect(texts(await talk.rest())).toHaveLength(1);
    expect((await talk.client.closed).code).toBe(1000);
  });

  it('drops everything in the other mode', async () => {
    const talk = await call({ options: { closeMode: 'immediate' } });
    talk.say(speak('What nobody flushed'), close);
    expect(texts(await talk.rest())).toHaveLength(1);
    expect((await talk.client.closed).code).toBe(1000);
    expect(talk.synthesizer.calls.length).toBe(0);
  });

  it('L2 closes all the same when nothing goes out any more', async () => {
    const talk = await call({ tones: { faults: [{ type: 'stall', atChunk: 1 }] } });
    talk.say(speak(sentence), flush);
    await talk.until('audio');
    talk.say(close);
    while (talk.clock.waiting === 0) await new Promise(setImmediate);
    talk.clock.advance(30_000);
    expect((await talk.client.closed).code).toBe(1000);
    await talk.synthesizer.calls[0]?.aborted;
    expect(talk.clock.waiting).toBe(0);
  });
});

it('tells the words and their times to who asks for them', async () => {
  const talk = await call({ query: 'word_timestamps=true', tones: { msPerCharacter: 100 } });
  await talk.until('Metadata');
  talk.say(speak('Hi you'), flush);
  const answers = await talk.until('Flushed');
  const told = texts(answers).flatMap((answer) => (typeof answer === 'string' ? [] : (answer.words ?? []))) as object[];
  expect(told).toEqual([
    { word: 'Hi', start_ms: 0, end_ms: 200 },
    { word: 'you', start_ms: 300, end_ms: 600 },
  ]);
});
