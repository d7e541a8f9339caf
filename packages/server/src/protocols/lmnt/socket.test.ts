import { describe, expect, it } from 'vitest';
import {
  bytesOf,
  call,
  cleared,
  finish,
  flush,
  flushed,
  isAudio,
  isOf,
  outline,
  reset,
  sentence,
  text,
  texts,
  typed,
  typed11,
} from './call.test.kit.js';

const ready = { type: 'ready', request_id: expect.any(String) };

/** The audio of texts that are flushed together, in bytes. */
async function lengthOf(...pieces: string[]): Promise<number> {
  const talk = await call();
  talk.say(...pieces.map(text), finish);
  return bytesOf(await talk.rest());
}

describe('the typed conversation', () => {
  it.each([typed, typed11, { ...typed, 'lmnt-version': '2.0' }, { ...typed, 'lmnt-version': undefined, type: 'init' }])(
    'LMNT 1 takes everything at once, and answers in order: %o',
    async (init) => {
      const talk = await call({ init });
      talk.say(text('Hello there.'), flush(1), finish);
      expect(outline(await talk.rest())).toEqual([ready, 'audio', flushed(1)]);
      expect(await talk.client.closed).toEqual({ code: 1000, reason: '' });
    },
  );

  it('says ready before any text, with the request id of the header', async () => {
    const talk = await call();
    expect(await talk.next()).toEqual({ type: 'ready', request_id: talk.visit.id });
    expect(talk.headers['request-id']).toBe(talk.visit.id);
    expect(talk.subprotocol).toBeUndefined();
  });

  it('LMNT 2 speaks the same, wherever the text is split', async () => {
    const whole = 'Good morning, José 👩‍👩‍👧! How much is 3.50? 你好。';
    const units = Array.from({ length: whole.length }, (_, at) => whole.charAt(at));
    for (const words of [whole, whole.normalize('NFD')]) {
      const length = await lengthOf(words);
      expect(await lengthOf(...words)).toBe(length);
      expect(await lengthOf(words.slice(0, 8), words.slice(8))).toBe(length);
    }
    expect(await lengthOf(...units)).toBe(await lengthOf(whole));
  });

  it('LMNT 3 makes one utterance of 500 messages of one character', async () => {
    const words = 'word '.repeat(100);
    const talk = await call();
    talk.say(...[...words].map(text), flush(1));
    await talk.until(isOf('flush_complete'));
    expect(talk.synthesizer.calls).toHaveLength(1);
    expect(talk.synthesizer.calls[0]?.tasks.map((task) => task.text).join('')).toBe(words);
  });

  it('speaks a sentence that nobody flushed', async () => {
    const talk = await call();
    talk.say(text(`${sentence} And`));
    await talk.until(isAudio);
  });

  it('LMNT 4 answers flushes of nothing, and ignores what comes after finish', async () => {
    const talk = await call();
    talk.say(flush(1), text(' \n\t'), flush(2), flush(3), finish, text('late'), flush(4), reset(5), finish);
    expect(await talk.rest()).toEqual([ready, flushed(1), flushed(2), flushed(3)]);
    expect((await talk.client.closed).code).toBe(1000);
  });

  it('LMNT 4 speaks its last words, whatever comes after finish', async () => {
    const talk = await call();
    talk.say(text(sentence), finish, { type: 'shout' }, { type: 'flush', nonce: 1.5 }, { type: 'ack', bytes: [] });
    for (const message of ['not JSON', '[]', new Uint8Array(4)]) talk.client.send(message);
    const answers = await talk.rest();
    expect(outline(answers)).toEqual([ready, 'audio']);
    expect(bytesOf(answers)).toBe(await lengthOf(sentence));
    expect(await talk.client.closed).toEqual({ code: 1000, reason: '' });
  });

  it('LMNT 5 sends nothing stale after reset_complete, and speaks the text that followed the reset at once', async () => {
    const alone = await lengthOf('New text.');
    const talk = await call();
    talk.say(text(sentence.repeat(20)), flush(1));
    await talk.until(isAudio);
    talk.client.stall();
    talk.say(reset(77), text('New text.'), flush(2));
    talk.client.resume();
    const before = await talk.until(isOf('reset_complete'));
    expect(texts(before)).toEqual([flushed(1), cleared(77)]);
    const after = await talk.until(isOf('flush_complete'));
    expect(bytesOf(after)).toBe(alone);
    expect(texts(after)).toEqual([flushed(2)]);
  });

  it('LMNT 6 answers a reset before it finishes', async () => {
    const talk = await call();
    talk.say(text(sentence), reset(1), finish);
    expect(await talk.rest()).toEqual([ready, cleared(1)]);
    expect((await talk.client.closed).code).toBe(1000);
  });

  it('LMNT 6 closes at once when nothing was ever sent', async () => {
    const talk = await call();
    talk.say(finish);
    expect(await talk.rest()).toEqual([ready]);
    expect(await talk.client.closed).toEqual({ code: 1000, reason: '' });
  });

  it('LMNT 7 answers flushes and resets in the order of the commands', async () => {
    const talk = await call({ tones: { faults: [{ type: 'stall', atChunk: 1, call: 0 }] } });
    talk.say(text(sentence), flush(1));
    await talk.until(isAudio);
    talk.say(reset(2), text('And now.'), flush(3), finish);
    const answers = await talk.rest();
    expect(texts(answers)).toEqual([flushed(1), cleared(2), flushed(3)]);
  });

  it('LMNT 7 gives every nonce back as it came, and 0 where none came', async () => {
    const talk = await call();
    const nonces = [0, -1, 2 ** 31, 5, 5, Number.MAX_SAFE_INTEGER];
    talk.say(...nonces.map(flush), ...nonces.map(reset), { type: 'flush' }, { type: 'reset', nonce: null }, finish);
    expect((await talk.rest()).slice(1)).toEqual([
      ...nonces.map(flushed),
      ...nonces.map(cleared),
      flushed(0),
      cleared(0),
    ]);
  });

  it.each([8000, 16000, 24000])('LMNT 9 sends as many samples as there are, at %i Hz', async (sample_rate) => {
    for (const [format, width] of [
      ['pcm_s16le', 2],
      ['pcm_f32le', 4],
    ] as const) {
      const talk = await call({ wishes: { format, sample_rate }, tones: { sampleRate: 22050, chunkMs: 33 } });
      talk.say(text('Ten chars.'), finish);
      const answers = await talk.rest();
      expect(bytesOf(answers)).toBe(sample_rate * 0.5 * width);
      for (const answer of answers) if (isAudio(answer)) expect(answer.length % width).toBe(0);
    }
  });

  it('cuts long audio into messages of 64 KiB and less', async () => {
    const talk = await call({ wishes: { format: 'pcm_f32le' }, tones: { msPerCharacter: 300, chunkMs: 3000 } });
    talk.say(text('Ten chars.'), finish);
    const sizes = (await talk.rest()).filter(isAudio).map(({ length }) => length);
    expect(Math.max(...sizes)).toBe(65_536);
    expect(Math.min(...sizes)).toBeGreaterThan(0);
    for (const size of sizes) expect(size % 4).toBe(0);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(24000 * 3 * 4);
  });

  it('LMNT 16 stops the engine as soon as the client closes, also behind a finish', async () => {
    const talk = await call({ tones: { faults: [{ type: 'stall', atChunk: 1 }] } });
    talk.say(text(sentence), finish);
    await talk.until(isAudio);
    talk.client.close(1000);
    await talk.synthesizer.calls[0]?.aborted;
    await talk.ended;
    expect(talk.clock.waiting).toBe(0);
  });

  it('LMNT 18 stops the engine while the client does not read', async () => {
    const talk = await call({ tones: { msPerCharacter: 1000 } });
    talk.client.stall();
    talk.say(text(sentence), flush(1));
    await talk.soFar();
    const { chunks } = await talk.synthesizer.call(0);
    await talk.soFar();
    const engine = await talk.synthesizer.call(0);
    expect(engine.chunks).toBe(chunks);
    talk.client.resume();
    await talk.until(isOf('flush_complete'));
    expect(engine.chunks).toBeGreaterThan(chunks);
  });

  it('speaks as fast as it is asked to', async () => {
    const talk = await call({ wishes: { speed: '2' } });
    talk.say(text(sentence), finish);
    expect(bytesOf(await talk.rest())).toBe((await lengthOf(sentence)) / 2);
  });
});
