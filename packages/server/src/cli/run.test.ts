import { describe, expect, it } from 'vitest';
import { SpeechError } from '../errors.js';
import { testWorld } from './world.test.kit.js';

describe('asking for help', () => {
  it.each([[[]], [['help']], [['--help']], [['-h']]])('%j lists the commands', async (args) => {
    const world = testWorld();
    expect(await world.run(...args)).toBe(0);
    expect(world.output().toString()).toMatch(/serve .*\n.*say .*\n.*call .*\n.*voices /);
  });

  it.each([
    [['help', 'say'], '--out <file>'],
    [['say', '--help'], '--out <file>'],
    [['call', '--help'], '--press <keys>'],
    [['voices', '-h'], '--language <tag>'],
    [['serve', '--help'], '--limits-sessions <number>  GLOTTIS_LIMITS_SESSIONS'],
    [['serve', '--help'], '--protocols-wire-ending <text>'],
    [['--version'], '1.2.3\n'],
  ])('%j tells of %s', async (args, text) => {
    const world = testWorld();
    expect(await world.run(...args)).toBe(0);
    expect(world.output().toString()).toContain(text);
  });
});

describe('a command line that cannot be used', () => {
  it.each([
    [['sey'], 'did you mean say?'],
    [['xyzxyz'], 'there are serve, say, call, voices, help'],
    [['help', 'serv'], 'did you mean serve?'],
    [['serve', '--prot', '80'], '--prot is no flag here; did you mean --port?'],
    [['serve', '--port'], "'--port <value>' argument missing"],
    [['serve', 'now'], '"now" is not understood here'],
    [['serve', '--port', 'abc'], '--port: port is "abc": write a number'],
    [['serve', '--host', '0.0.0.0'], '--insecure-open'],
    [['serve', '--api-keys', 'secret'], '--api-keys is no flag here'],
    [['voices', '--gender', 'x'], 'write female, male, neutral'],
    [['say', 'hi', '--speed', '0'], '--speed is "0"; write a number above 0'],
    [['say', 'hi', '--format', 'wma'], '--format is "wma"; known are wav'],
    [['say', 'hi', '--out', 'speech'], 'the file speech does not say its format'],
    [['say', 'hi', '--format', '__proto__'], 'known are wav'],
  ])('%j is answered: %s', async (args, message) => {
    const world = testWorld();
    expect(await world.run(...args)).toBe(2);
    expect(world.messages()).toContain(message);
    expect(world.messages()).not.toContain('    at ');
    expect(world.output()).toHaveLength(0);
  });
});

describe('what fails while it runs', () => {
  it.each<[string, Error, string]>([
    ['a taken port', system('EADDRINUSE'), 'that port is taken; choose another with --port'],
    ['an address of another machine', system('EADDRNOTAVAIL'), 'choose another with --host'],
    [
      'a SpeechError with a cause',
      new SpeechError('internal', 'no', { cause: new Error('why') }),
      'glottis: no (why)\n',
    ],
    ['anything else', new TypeError('oh'), 'glottis: oh\n'],
  ])('is one line without a stack: %s', async (_, error, message) => {
    const world = testWorld({ startServer: () => Promise.reject(error) });
    expect(await world.run('serve')).toBe(1);
    expect(world.messages()).toContain(message);
    expect(world.messages().trimEnd()).not.toContain('\n');
  });

  it('shows where it happened to whoever debugs', async () => {
    const environment = { GLOTTIS_LOG_LEVEL: 'debug' };
    const world = testWorld({ environment, startServer: () => Promise.reject(new TypeError('oh')) });
    await world.run('serve');
    expect(world.messages()).toContain('    at ');
  });

  it('is no failure when the reader has seen enough', async () => {
    const onOutput = () => {
      throw system('EPIPE');
    };
    const world = testWorld({ onOutput });
    expect(await world.run('help')).toBe(0);
    expect(world.messages()).toBe('');
  });
});

function system(code: string): Error {
  return Object.assign(new Error(`${code}: the system says so`), { code });
}
