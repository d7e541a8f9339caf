import { describe, expect, it } from 'vitest';
import { audioOf, bytesOf, call, close, connect, flush, init, keepalive, text, turnOf } from './call.test.kit.js';

const bytesOfHello = await bytesOf('Hello there.');

it('SLNG 7 speaks text that comes in one packet with the init once, after ready', async () => {
  const talk = await connect();
  talk.say(init, text('Hello there.'), flush);
  const answers = await talk.until('audio_end');
  expect(turnOf(answers)).toEqual(['ready', 'audio', 'flushed', 'audio_end']);
  expect(audioOf(answers)).toHaveLength(bytesOfHello);
});

describe('SLNG 8 before the init', () => {
  it.each(['text', 'flush', 'clear', 'cancel'])(
    '%s is answered by an error, and the connection goes on',
    async (type) => {
      const talk = await connect();
      talk.say({ type, text: 'Too early.' });
      expect(await talk.until('error')).toEqual([
        { type: 'error', code: 'not_ready', message: expect.any(String), slng_request_id: talk.visit.id },
      ]);
      talk.say(init, text('Hello there.'), flush);
      expect(audioOf(await talk.until('audio_end'))).toHaveLength(bytesOfHello);
    },
  );

  it('keepalive is heard without an answer, and close closes', async () => {
    const talk = await connect();
    talk.say(keepalive, close);
    expect(await talk.rest()).toEqual([]);
    expect((await talk.client.closed).code).toBe(1000);
  });

  it('a server that drains sends the client away', async () => {
    const talk = await connect();
    talk.drain();
    expect(await talk.rest()).toEqual([expect.objectContaining({ type: 'error', code: 'backend_error' })]);
    expect((await talk.client.closed).code).toBe(1001);
    await talk.ended;
  });

  it('a client that leaves costs nothing', async () => {
    const talk = await connect();
    talk.client.close();
    await talk.ended;
    expect(talk.clock.waiting).toBe(0);
  });
});

describe('SLNG 9 an init', () => {
  it.each<[string, object]>([
    ['without anything', { type: 'init' }],
    ['without a config', { type: 'init', voice: 'aura-2-thalia-en' }],
    ['without a voice', { type: 'init', config: { sample_rate: 24000 } }],
    ['with options that nobody knows', { type: 'init', config: { cfg_scale: 2, stability: { a: [1] } }, more: true }],
    ['with nulls', { type: 'init', voice: null, config: { speed: null, language: null, sample_rate: null } }],
    ['with the model of the path', { type: 'init', model: 'slng/deepgram/aura:2-en' }],
    ['with another model', { type: 'init', model: 'cartesia/sonic:3' }],
    ['with the voice in the place of the model', { type: 'init', model: 'aura-2-thalia-en' }],
    ['with a voice called default', { type: 'init', voice: 'default' }],
    ['in the words of Rime', { type: 'init', speaker: 'aura-2-thalia-en', config: { encoding: 'pcm' } }],
    ['in the words of Cartesia', { type: 'init', model_id: 'sonic', encoding: 'pcm_s16le', sample_rate: 24000 }],
    ['in the words of the retired protocol', { type: 'init', voice_id: 'aura-2-thalia-en' }],
    ['with a dictionary', { type: 'init', config: { pronunciation: { mode: 'rewrite', name: 'support' } } }],
  ])('%s begins a session of 24 kHz, 16 bit', async (_, message) => {
    const talk = await call({ init: message });
    talk.say(text('Hello there.'), flush);
    expect(audioOf(await talk.until('audio_end'))).toHaveLength(bytesOfHello);
    expect(talk.synthesizer.calls[0]?.request.voice.gender).toBe('female');
  });

  it('in the place of the model names a voice, if it is one', async () => {
    const talk = await call({ init: { type: 'init', model: 'aura-2-apollo-en' } });
    talk.say(text('Hello.'), flush);
    await talk.until('audio_end');
    expect(talk.synthesizer.calls[0]?.request.voice).toMatchObject({ name: 'aura-2-apollo-en', gender: 'male' });
  });

  it('sets the speed', async () => {
    const talk = await call({ init: { type: 'init', config: { speed: 2 } } });
    talk.say(text('Hello there.'), flush);
    expect((await talk.until('audio_end')).at(-1)).toMatchObject({ duration: 0.3 });
  });
});

it('SLNG 10 gives the same voice for the short and the full name of an Aura voice', async () => {
  const heard = [];
  for (const voice of ['asteria-en', 'aura-2-asteria-en', 'Asteria-EN']) {
    const talk = await call({ init: { type: 'init', voice } });
    talk.say(text('Hello.'), flush);
    await talk.until('audio_end');
    heard.push(talk.synthesizer.calls[0]?.request.voice);
  }
  expect(heard[0]).toMatchObject({ name: 'aura-2-asteria-en' });
  expect(heard[1]).toEqual(heard[0]);
  expect(heard[2]).toEqual(heard[0]);
});

describe('SLNG 11 an init that cannot be', () => {
  it.each<[string, object]>([
    ['a sample rate', { config: { sample_rate: 11025 } }],
    ['an encoding', { config: { encoding: 'flac' } }],
    ['a speed', { config: { speed: 100 } }],
    ['a voice that is no text', { voice: { id: 'x' } }],
    ['a config that is none', { config: [] }],
  ])('for %s is a config_error, and the next one begins the session', async (_, wrong) => {
    const talk = await connect();
    talk.say({ type: 'init', ...wrong });
    expect(await talk.until('error')).toEqual([expect.objectContaining({ code: 'config_error' })]);
    talk.say(init, text('Hello there.'), flush);
    expect(turnOf(await talk.until('audio_end'))).toEqual(['ready', 'audio', 'flushed', 'audio_end']);
  });

  it('after ready is a config_error, and the session stays as it was', async () => {
    const talk = await call();
    talk.say(text('Hello there.'), { type: 'init', voice: 'aura-2-apollo-en' }, flush);
    const answers = await talk.until('audio_end');
    expect(answers).toContainEqual(expect.objectContaining({ type: 'error', code: 'config_error' }));
    expect(audioOf(answers)).toHaveLength(bytesOfHello);
    expect(talk.synthesizer.calls[0]?.request.voice.gender).toBe('female');
  });

  it('for want of room ends the connection, to be tried again', async () => {
    const talk = await connect({ parts: { limits: { sessionsPerHolder: 0 } } });
    talk.say(init);
    expect(await talk.rest()).toEqual([expect.objectContaining({ type: 'error', code: 'rate_limit' })]);
    expect((await talk.client.closed).code).toBe(1013);
  });
});

it('SLNG 12 says ready once, with a session id that no other connection has', async () => {
  const [one, two] = [await call(), await call()];
  expect(one.ready.session_id).not.toBe(two.ready.session_id);
  one.say(text('Hello.'), flush, text('Hello.'), flush);
  const answers = [...(await one.until('audio_end')), ...(await one.until('audio_end'))];
  expect(answers.filter(({ type }) => type === 'ready')).toEqual([]);
});

it('a strict server says that it has no dictionaries', async () => {
  const talk = await connect({ parts: { strict: true } });
  talk.say({ type: 'init', config: { pronunciation: { mode: 'rewrite', name: 'support' } } });
  expect(await talk.until('error')).toEqual([expect.objectContaining({ code: 'pronunciation_not_found' })]);
  talk.say({ type: 'init' });
  await talk.until('ready');
  talk.say({ ...text('Hello.', true), pronunciation: { mode: 'rewrite', name: 'support' } }, text('Hello.', true));
  expect(turnOf(await talk.until('audio_end'))).toEqual(['error', 'audio', 'audio_end']);
});
