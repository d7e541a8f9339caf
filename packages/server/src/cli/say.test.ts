import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { outputFormat } from './output-format.js';
import { type TestWorldOptions, testWorld } from './world.test.kit.js';

let directory = '';
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'glottis-say-'));
});
afterEach(() => rm(directory, { recursive: true }));

describe('glottis say', () => {
  it('writes a WAV file that tells its true size', async () => {
    const path = join(directory, 'hello.wav');
    expect(await testWorld().run('say', 'Hello', 'world.', '--out', path)).toBe(0);
    const wav = await readFile(path);
    expect(wav.toString('latin1', 0, 4) + wav.toString('latin1', 8, 12)).toBe('RIFFWAVE');
    expect(wav.readUInt32LE(4)).toBe(wav.length - 8);
    const data = wav.indexOf('data', 12, 'latin1');
    expect(wav.readUInt32LE(data + 4)).toBe(wav.length - data - 8);
    expect(wav.length).toBeGreaterThan(1000);
  });

  it('overwrites a longer file', async () => {
    const path = join(directory, 'hello.raw');
    await testWorld().run('say', 'Hello world, this takes longer.', '--out', path);
    await testWorld().run('say', 'Hi.', '--out', path);
    const alone = testWorld();
    await alone.run('say', 'Hi.', '--out', '-');
    expect((await stat(path)).size).toBe(alone.output().length);
  });

  it.each(['mp3', 'ogg', 'flac', 'aac', 'opus', 'mulaw'])('writes %s', async (name) => {
    const path = join(directory, `hello.${name}`);
    expect(await testWorld().run('say', 'Hello world.', '--out', path)).toBe(0);
    expect((await stat(path)).size).toBeGreaterThan(100);
  });

  it('sends bare samples to standard output, and nothing else', async () => {
    const world = testWorld({ isTTY: true });
    expect(await world.run('say', 'Hello world.', '--out', '-', '--sample-rate', '8000')).toBe(0);
    expect(world.output().length % 2).toBe(0);
    expect(world.output().toString('latin1')).not.toContain('RIFF');
  });

  it('speaks what comes in while it still comes', async () => {
    let heard = () => {};
    const firstAudio = new Promise<void>((resolve) => {
      heard = resolve;
    });
    async function* input() {
      yield Buffer.from('This is the first sentence. And ');
      await firstAudio; // ends only when audio comes before the text is over
      yield Buffer.from('this the second.');
    }
    const world = testWorld({ input: input(), onOutput: () => heard() });
    expect(await world.run('say', '--out', '-')).toBe(0);
  });

  it('reads a character that arrives in halves, and a text longer than a session takes at once', async () => {
    const text = `${'Köln und Gänse. '.repeat(300)}🦢`;
    const bytes = Buffer.from(text);
    async function* halves() {
      for (let at = 0; at < bytes.length; at += 7) yield bytes.subarray(at, at + 7);
    }
    const speech = { limits: { maxBufferedCharacters: 1200 } };
    const streamed = testWorld({ input: halves(), speech });
    const whole = testWorld({ speech });
    expect(await streamed.run('say', '--out', '-')).toBe(0);
    expect(await whole.run('say', text, '--out', '-')).toBe(0);
    expect(streamed.output().length).toBe(whole.output().length);
  });

  it('speaks all of a text through a session that takes little at once', async () => {
    const text = 'Some words to say. '.repeat(40);
    const small = testWorld({ speech: { limits: { maxBufferedCharacters: 100 } } });
    const large = testWorld();
    expect(await small.run('say', text, '--out', '-')).toBe(0);
    expect(await large.run('say', text, '--out', '-')).toBe(0);
    expect(small.output().length).toBe(large.output().length);
  });

  it.each<[string, string[], TestWorldOptions]>([
    ['an empty text', [''], {}],
    ['an empty input', [], {}],
    ['a blank input', [], { input: from(' \n ') }],
  ])('has nothing to say for %s, and makes no file', async (_, args, options) => {
    const path = join(directory, 'hello.wav');
    const world = testWorld(options);
    expect(await world.run('say', '--out', path, ...args)).toBe(2);
    expect(world.messages()).toContain('there was nothing to say');
    await expect(stat(path)).rejects.toThrow('ENOENT');
  });

  it('says that a file cannot be written', async () => {
    const world = testWorld();
    expect(await world.run('say', 'Hi.', '--out', join(directory, 'no', 'hello.wav'))).toBe(2);
    expect(world.messages()).toContain('cannot be written');
  });

  it('says that the input broke off', async () => {
    async function* input(): AsyncGenerator<string> {
      yield 'Hello. ';
      throw new Error('the input broke');
    }
    const world = testWorld({ input: input() });
    expect(await world.run('say', '--out', '-')).toBe(1);
    expect(world.messages()).toContain('the input broke');
  });

  it('takes a mistyped voice for a mistake', async () => {
    const world = testWorld({ speech: { strict: true } });
    expect(await world.run('say', 'Hi.', '--out', '-', '--voice', 'aura-2-thalie-en')).toBe(1);
    expect(world.messages()).toContain('did you mean aura-2-thalia-en');
  });

  it('speaks what stands behind two dashes, whatever it looks like', async () => {
    const world = testWorld();
    expect(await world.run('say', '--out', '-', '--', '--help')).toBe(0);
    expect(world.output().length).toBeGreaterThan(1000);
  });

  it('says which sample rates there are', async () => {
    const world = testWorld();
    expect(await world.run('say', 'Hi.', '--out', '-', '--sample-rate', '11025')).toBe(1);
    expect(world.messages()).toContain('11025');
  });

  it('ends when it is told to stop', async () => {
    let heard = () => {};
    const firstAudio = new Promise<void>((resolve) => {
      heard = resolve;
    });
    async function* input() {
      yield 'Hello world. This goes on. ';
      await new Promise(() => undefined);
    }
    const world = testWorld({ input: input(), onOutput: () => heard() });
    const done = world.run('say', '--out', '-');
    await firstAudio;
    world.stop();
    expect(await done).toBe(130);
  });

  it('ends in silence when the player is gone', async () => {
    const onOutput = () => {
      throw Object.assign(new Error('broken pipe'), { code: 'EPIPE' });
    };
    const world = testWorld({ onOutput });
    expect(await world.run('say', 'Hello world.', '--out', '-')).toBe(0);
    expect(world.messages()).toBe('');
  });

  it.each([
    [true, /hello\.wav: \d+\.\d s spoken, first audio after \d+ ms\n$/],
    [false, /^$/],
  ])('shows its progress to a person (%s), and to nobody else', async (isTTY, expected) => {
    const world = testWorld({ isTTY });
    await world.run('say', 'Hello world.', '--out', join(directory, 'hello.wav'));
    expect(world.messages()).toMatch(expected);
  });
});

describe('the format of the output', () => {
  it.each([
    ['a.wav', undefined, undefined, { encoding: 'linear16', container: 'wav', sampleRate: 24_000 }],
    ['a.WAV', undefined, 8000, { encoding: 'linear16', container: 'wav', sampleRate: 8000 }],
    ['a.ogg', undefined, undefined, { encoding: 'opus', container: 'ogg', sampleRate: 48_000 }],
    ['a.wav', 'mp3', undefined, { encoding: 'mp3', container: 'none', sampleRate: 24_000 }],
    ['-', undefined, undefined, { encoding: 'linear16', container: 'none', sampleRate: 24_000 }],
    ['-', 'mulaw', undefined, { encoding: 'mulaw', container: 'none', sampleRate: 8000 }],
  ])('%s, --format %s, --sample-rate %s: %j', (out, name, sampleRate, format) => {
    expect(outputFormat(out, name, sampleRate)).toEqual(format);
  });
});

async function* from(text: string): AsyncGenerator<string> {
  yield text;
}
