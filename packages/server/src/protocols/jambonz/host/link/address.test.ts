import { describe, expect, it } from 'vitest';
import { DialError, type DialFailure } from '../../../dial.js';
import { readAddress } from './address.js';

const read = (url: string, more = {}) => readAddress({ url, trusted: false, ...more });
const failed = (reason: DialFailure, status?: number) =>
  new DialError(reason, 'no', status === undefined ? {} : { status });

describe('jambonz 2: the address of an application', () => {
  it('keeps path and query as they were written, and the fragment to itself', () => {
    expect(read('wss://app.example.com/a%20b/?q=1&r=%2F#rc=2&rp=4xx').url).toBe(
      'wss://app.example.com/a%20b/?q=1&r=%2F',
    );
    expect(read('ws://app.example.com').url).toBe('ws://app.example.com');
  });

  it('says that we are jambonz, and nothing of who we are where nobody asked', () => {
    expect(read('ws://app.example.com').headers).toEqual({ 'User-Agent': 'jambonz' });
  });

  it.each<[string, string, object, string]>([
    ['given beside the URL', 'ws://app/', { username: 'ava', password: 'p:ä' }, 'ava:p:ä'],
    ['without a password', 'ws://app/', { username: 'ava' }, 'ava:'],
    ['in the URL', 'ws://ava:p%40ss@app/', {}, 'ava:p@ss'],
    ['in the URL, badly encoded', 'ws://ava:100%@app/', {}, 'ava:100%'],
    ['in both', 'ws://eve:x@app/', { username: 'ava', password: 'y' }, 'ava:y'],
  ])('turns credentials %s into Basic authentication', (_, url, more, credentials) => {
    const address = read(url, more);
    expect(address.headers.Authorization).toBe(`Basic ${Buffer.from(credentials).toString('base64')}`);
    expect(address.url).toBe('ws://app/');
  });

  it.each<[string, number]>([
    ['', 5],
    ['#rc=1', 1],
    ['#rc=4&rp=all', 4],
    ['#rc=9', 5],
    ['#rc=0', 5],
    ['#rc=-2', 2],
    ['#rc=many', 5],
    ['#rp=ct', 5],
  ])('reads from "%s" that there are %d retries', (fragment, retries) => {
    expect(read(`ws://app/${fragment}`).retries).toBe(retries);
  });

  it.each<[string, DialError, readonly string[]]>([
    ['unreachable', failed('unreachable'), ['', 'ct', 'all']],
    ['too slow', failed('timed-out'), ['', 'ct', 'rt', 'all']],
    ['answering 404', failed('refused', 404), ['4xx', 'all']],
    ['answering 503', failed('refused', 503), ['5xx', 'all']],
    ['answering 200', failed('refused', 200), ['all']],
    ['forbidden', failed('forbidden'), []],
  ])('tries an application that is %s again as its policy says', (_, error, policies) => {
    const all = ['', 'ct', 'rt', '4xx', '5xx', 'all'];
    const retried = all.filter((policy) =>
      read((policy && `ws://app/#rp=${policy}`) || 'ws://app/').isWorthRetrying(error),
    );
    expect(retried).toEqual(policies);
  });

  it('takes a list of policies, spaces and all', () => {
    const { isWorthRetrying } = read('ws://app/#rp=rt, 5xx');
    expect([failed('refused', 500), failed('timed-out'), failed('unreachable')].map(isWorthRetrying)).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('does not take for an address what is none', () => {
    expect(() => read('nowhere')).toThrow(expect.objectContaining({ reason: 'forbidden' }));
  });
});
