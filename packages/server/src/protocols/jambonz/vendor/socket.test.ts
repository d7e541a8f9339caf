import { describe, expect, it } from 'vitest';
import { SpeechError } from '../../../errors.js';
import {
  bytesIn,
  call,
  clear,
  dialVendor,
  errorsIn,
  flush,
  lullMs,
  type Setting,
  stop,
  stream,
} from './call.test.kit.js';

const sentence = 'One two three four five.';

/** What a text is with nothing around it, at the usual rate. */
async function bytesOf(text: string): Promise<number> {
  const talk = await call();
  talk.say(stream(text), flush);
  return bytesIn(await talk.soFar());
}

const bytesOfSentence = await bytesOf(sentence);

describe('jambonz 36 the first message', () => {
  it.each([
    ['8000', 8000],
    ['16000', 16000],
    ['24000', 24000],
    ['48000', 48000],
    ['11025', 16000],
    ['96000', 48000],
    ['-1', 16000],
    ['fast', 16000],
    ['', 16000],
  ])('is connect, and for a call at "%s" declares %i', async (asked, rate) => {
    const { connect, synthesizer, say, soFar } = await call({ query: `voice=ava&language=en&sampleRate=${asked}` });
    expect(connect).toEqual({ type: 'connect', data: { sample_rate: rate, base64_encoding: false } });
    say(stream(sentence), flush);
    // Tones last 50 ms a character.
    expect(bytesIn(await soFar())).toBe((sentence.length * 2 * rate) / 20);
    expect(synthesizer.calls[0]?.request.sampleRate).toBe(rate);
  });

  it('comes without a query, and before anything that is said', async () => {
    const { connect } = await call();
    expect(connect.type).toBe('connect');
  });

  it('says that audio is base64 where the operator wants that, and it is the same audio', async () => {
    const talk = await call({ options: { base64: true } });
    expect(talk.connect).toMatchObject({ data: { base64_encoding: true } });
    talk.say(stream(sentence), flush);
    const answers = await talk.soFar();
    expect(new Set(answers.map(({ form }) => form))).toEqual(new Set(['base64']));
    expect(bytesIn(answers)).toBe(bytesOfSentence);
  });
});

describe('jambonz 36 who speaks', () => {
  it.each<[string, string, object]>([
    ['with an underscore in its language', 'language=ru_RU', { language: 'ru-RU' }],
    ['with an encoded voice', 'voice=aura-2%2Dapollo%2Den', { voice: { name: 'aura-2-apollo-en' } }],
    ['with a voice that is not encoded', 'voice=tone/en/male&language=en', { voice: { id: 'tone/en/male' } }],
    ['with parameters behind its voice', 'voice=tone/en/male;speed=2;x=', { voice: { id: 'tone/en/male' } }],
  ])('is understood %s', async (_, query, expected) => {
    const talk = await call({ query });
    talk.say(stream(sentence), flush);
    await talk.until('audio');
    expect(talk.synthesizer.calls[0]?.request).toMatchObject(expected);
  });

  it('is refused before the upgrade where nobody knows the voice and the server is strict', async () => {
    const { dialled } = await dialVendor({ query: 'voice=nobody', parts: { strict: true } });
    expect(dialled).toMatchObject({ status: 404 });
    expect(await (dialled as Response).text()).toMatch(/^voice "nobody" is not known/);
  });

  it('is refused before the upgrade without the key', async () => {
    const access = {
      async authenticate(credential: { readonly secret: string } | undefined) {
        if (credential?.secret === 'the-key') return { id: 'jambonz' };
        throw new SpeechError('unauthorized', 'the API key is not known');
      },
      grant: async () => 'token',
    };
    const answer = async (setting: Setting) => (await dialVendor({ ...setting, parts: { access } })).dialled;
    expect(await answer({})).toMatchObject({ status: 401 });
    expect(await answer({ headers: { authorization: 'Bearer another' } })).toMatchObject({ status: 401 });
    expect(await answer({ headers: { authorization: 'Bearer the-key' } })).not.toBeInstanceOf(Response);
  });
});

describe('jambonz 36 a chunk', () => {
  it.each([
    ['a sentence', sentence],
    ['a part of one', 'The answer is'],
    ['a word', 'Yes'],
    ['text with a space before it', ' We open at nine.'],
  ])('that is %s is spoken to its end without a flush', async (_, text) => {
    const talk = await call();
    talk.say(stream(text));
    expect(bytesIn(await talk.afterLull())).toBe(await bytesOf(text));
  });

  it('waits for the next no longer than a lull, however often one comes', async () => {
    const talk = await call();
    talk.say(stream('No'));
    await talk.soFar();
    talk.clock.advance(lullMs - 1);
    talk.say(stream('body'));
    await talk.soFar();
    talk.clock.advance(lullMs - 1);
    expect(bytesIn(await talk.soFar())).toBe(0);
    talk.clock.advance(1);
    expect(bytesIn(await talk.soFar())).toBe(await bytesOf('Nobody'));
    expect(talk.synthesizer.calls).toHaveLength(1);
  });

  it('follows the one before it, in order', async () => {
    const talk = await call();
    const texts = ['First of all. ', 'Second of all. ', 'Third of all.'];
    for (const text of texts) {
      talk.say(stream(text));
      await talk.afterLull();
    }
    const spoken = talk.synthesizer.calls.flatMap(({ tasks }) => tasks.map(({ text }) => text.trim()));
    expect(spoken).toEqual(texts.map((text) => text.trim()));
  });

  it('that there is no room for is told, and the call goes on', async () => {
    const talk = await call({ parts: { limits: { maxBufferedCharacters: 50 } } });
    talk.say(stream('x'.repeat(51)), stream(sentence), flush);
    const answers = await talk.soFar();
    expect(errorsIn(answers)).toEqual(['too much text waits to be spoken; send it more slowly']);
    expect(bytesIn(answers)).toBe(bytesOfSentence);
  });
});

it('jambonz 36 a flush without a chunk says nothing', async () => {
  const talk = await call();
  talk.say(flush, flush);
  expect(await talk.afterLull()).toEqual([]);
});

it('jambonz 36 a clear drops what is pending, also what still waits for more', async () => {
  const talk = await call();
  talk.say(stream('Nothing of'), clear);
  expect(await talk.afterLull()).toEqual([]);
  talk.say(stream(sentence));
  expect(bytesIn(await talk.afterLull())).toBe(bytesOfSentence);
});

it('jambonz 36 a stop while speech is made ends it, and closes with 1000', async () => {
  const talk = await call({ tones: { faults: [{ type: 'stall', atChunk: 1 }] } });
  talk.say(stream(sentence), flush);
  await talk.until('audio');
  talk.say(stop);
  expect((await talk.client.closed).code).toBe(1000);
  await talk.ended;
  await talk.synthesizer.calls[0]?.aborted;
  expect(talk.clock.waiting).toBe(0);
});

it.each([
  ['a stop', (talk: Awaited<ReturnType<typeof call>>) => talk.say(stop)],
  ['a hang-up', (talk: Awaited<ReturnType<typeof call>>) => talk.client.close(1006)],
])('jambonz 36 nothing waits any more after %s', async (_, end) => {
  const talk = await call();
  talk.say(stream('The answer is'));
  await talk.soFar();
  end(talk);
  await talk.ended;
  expect(talk.clock.waiting).toBe(0);
});

it('jambonz 36 two connections speak at once, and neither hears the other', async () => {
  const talks = [await call(), await call()];
  talks[0]!.say(stream(sentence), flush);
  talks[1]!.say(stream(sentence), stream(sentence), flush);
  expect(bytesIn(await talks[0]!.soFar())).toBe(bytesOfSentence);
  expect(bytesIn(await talks[1]!.soFar())).toBe(2 * bytesOfSentence);
});

it('jambonz 36 every message holds whole samples, also where the piece is large', async () => {
  const talk = await call({ query: 'sampleRate=48000', tones: { chunkMs: 1001, msPerCharacter: 333 } });
  talk.say(stream(sentence), flush);
  const answers = await talk.soFar();
  expect(answers.length).toBeGreaterThan(10);
  for (const { data } of answers) {
    expect((data as Uint8Array).length % 2).toBe(0);
    expect((data as Uint8Array).length).toBeLessThanOrEqual(32_768);
  }
});

describe('a call goes on', () => {
  it.each([
    ['what is no JSON', 'hello', 'the message is not JSON'],
    ['a list', '[]', 'the message is not a JSON object'],
    ['no type', '{"text":"x"}', '`type` must be a string'],
    ['a chunk without text', '{"type":"stream","text":7}', '`text` must be a string'],
    ['a binary message', new Uint8Array([1, 2]), 'messages are text, not binary'],
  ])('after %s, which is told', async (_, message, error) => {
    const talk = await call();
    talk.say(message, stream(sentence), flush);
    const answers = await talk.soFar();
    expect(errorsIn(answers)).toEqual([error]);
    expect(bytesIn(answers)).toBe(bytesOfSentence);
  });

  it.each(['keepalive', 'dance'])('after %s, of which nothing comes', async (type) => {
    const talk = await call();
    talk.say({ type });
    expect(await talk.afterLull()).toEqual([]);
  });

  it('after the engine failed, with the next chunk', async () => {
    const talk = await call({ tones: { faults: [{ type: 'fail', atChunk: 0, call: 0 }] } });
    talk.say(stream('Not this.'));
    expect(errorsIn(await talk.afterLull())).toHaveLength(1);
    talk.say(stream(sentence));
    expect(bytesIn(await talk.afterLull())).toBe(bytesOfSentence);
  });
});

describe('a silent socket', () => {
  it('is told so and closed after an hour, and nothing is left of it', async () => {
    const talk = await call();
    talk.clock.advance(3_600_000);
    expect(errorsIn(await talk.soFar())).toEqual(['nothing was said for 3600 seconds']);
    expect((await talk.client.closed).code).toBe(1000);
    await talk.ended;
    expect(talk.clock.waiting).toBe(0);
  });

  it.each([
    ['keepalive', (talk: Awaited<ReturnType<typeof call>>) => talk.say({ type: 'keepalive' })],
    ['pings', (talk: Awaited<ReturnType<typeof call>>) => talk.client.ping()],
  ])('stays open by %s alone', async (_, live) => {
    const talk = await call({ options: { idleSeconds: 10 } });
    for (let count = 0; count < 3; count += 1) {
      live(talk);
      await talk.soFar();
      talk.clock.advance(9000);
    }
    talk.say(stream(sentence), flush);
    expect(bytesIn(await talk.soFar())).toBe(bytesOfSentence);
  });
});
