import { describe, expect, it } from 'vitest';
import { type Desk, enhancedDesk, exactDesk } from './buffer.test.kit.js';

const desks: readonly (readonly [string, () => Desk])[] = [
  ['exact', exactDesk],
  ['enhanced', enhancedDesk],
];

describe.each(desks)('%s: the results of tokens', (_, desk) => {
  it.each([[3], [0], [-7], ['3'], ['a'], [null], [{ part: 1 }]])('give the id %j back as it came', (id) => {
    expect(desk().buffer.accept({ id, tokens: 'Hello.' })).toEqual({ id, status: 'ok' });
  });

  it('are the same for an id that comes again', () => {
    const { buffer } = desk();
    const results = [1, 1].map((id) => buffer.accept({ id, tokens: 'Hello.' }));
    expect(results).toEqual([
      { id: 1, status: 'ok' },
      { id: 1, status: 'ok' },
    ]);
  });

  it('say that an id is missing, and take nothing', () => {
    const { buffer, open, take } = desk();
    open();
    const refused = { status: 'failed', reason: 'missing id' };
    expect([{ tokens: 'Hello.' }, {}, undefined, null, 'x', 5, []].map((data) => buffer.accept(data))).toEqual(
      Array(7).fill(refused),
    );
    expect(take()).toEqual([]);
  });

  it('say that tokens are missing', () => {
    expect(desk().buffer.accept({ id: 1 })).toEqual({ id: 1, status: 'failed', reason: 'missing tokens' });
  });

  it('refuse everything with the reason once the voice has failed, white space too, until the stream was stopped', () => {
    const { buffer, say } = desk();
    buffer.connecting();
    buffer.failed('connection to custom:ours failed');
    expect([say('Hello.'), say(' '), say('')]).toEqual(Array(3).fill('connection to custom:ours failed'));
    buffer.stop();
    expect(say('Hello.')).toBe('ok');
  });

  it('drop what waited when the voice fails', () => {
    const { buffer, say, open, take } = desk();
    say('Hello.');
    buffer.connecting();
    buffer.failed('connection to custom:ours failed');
    buffer.stop();
    open();
    expect(take()).toEqual([]);
  });

  it('are ok for white space at the beginning, which is not spoken', () => {
    const { say, open, take } = desk();
    open();
    expect([say(' '), say(''), say('\n\n'), say('Hello. ')]).toEqual(['ok', 'ok', 'ok', 'ok']);
    expect(take().join('')).toBe(desk === exactDesk ? 'Hello.' : 'Hello. ');
  });

  it('take 1000 characters before there is a voice, and no more', () => {
    const { say, take } = desk();
    expect([say('a'.repeat(999)), say('b'), say('c')]).toEqual(['ok', 'ok', 'full']);
    expect(take()).toEqual(['<stream_paused>']);
  });

  it('announce the pause before the refusal, and once for three refusals', () => {
    const { say, take } = desk();
    say('a'.repeat(1000));
    const told = [1, 2, 3].map(() => [say('b'), ...take()]);
    expect(told).toEqual([['full', '<stream_paused>'], ['full'], ['full']]);
  });

  it('never tell an application to go on that has cleared since', async () => {
    const { buffer, say, open, take, setRoom } = desk();
    await setRoom(500);
    open();
    while (say('Eins, zwei. ') === 'ok');
    buffer.clear();
    await setRoom(Number.POSITIVE_INFINITY);
    buffer.stop();
    expect(take().filter((told) => told === '<stream_resumed>')).toEqual([]);
    expect(say('Hello.')).toBe('ok');
  });

  it('hand the waiting text over before the voice is said to be there', () => {
    const { say, open, take } = desk();
    say('One. ');
    say('Two.');
    open();
    expect(take().join('')).toBe('One. Two.');
  });
});

describe('tokens that are no text', () => {
  it.each([[5], [null], [{}], [['a']], [true]])('exact: %j are answered with the id alone', (tokens) => {
    expect(exactDesk().buffer.accept({ id: 4, tokens })).toEqual({ id: 4 });
  });

  it.each([[5], [null], [{}], [['a']], [true]])('enhanced: %j are invalid', (tokens) => {
    const result = { id: 4, status: 'failed', reason: 'invalid tokens' };
    expect(enhancedDesk().buffer.accept({ id: 4, tokens })).toEqual(result);
  });
});
