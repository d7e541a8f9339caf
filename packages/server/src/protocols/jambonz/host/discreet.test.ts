import { describe, expect, it } from 'vitest';
import { discreet } from './discreet.js';
import type { WireData } from './link/link.js';

/** What somebody sees of a call who gave some of its variables. */
function watched(configured: WireData | undefined, given?: WireData) {
  const seen: string[] = [];
  const keep = (text: string) => void seen.push(text);
  const observer = discreet({ onSent: keep, onReceived: keep, onProblem: keep }, configured, given);
  return {
    sent: (data: object) => {
      observer.onSent?.(JSON.stringify({ type: 'session:new', msgid: 'm', data }));
      return JSON.parse(seen.pop()!).data as unknown;
    },
    received: (text: string) => {
      observer.onReceived?.(text);
      return seen.pop();
    },
    told: (message: string) => {
      observer.onProblem?.(message);
      return seen.pop();
    },
  };
}

const key = 'sk-swordfish';

describe('the variables of an application', () => {
  it('are masked where the operator set them, whatever they are, and shown where the caller did', () => {
    const { sent } = watched({ KEY: key, RETRIES: 3, MODEL: 'small' }, { MODEL: 'large', TONE: 'kind' });
    expect(sent({ from: 'a', env_vars: { KEY: key, RETRIES: 3, MODEL: 'large', TONE: 'kind' } })).toEqual({
      from: 'a',
      env_vars: { KEY: '•••', RETRIES: '•••', MODEL: 'large', TONE: 'kind' },
    });
  });

  it('that the caller has replaced are theirs everywhere', () => {
    const { received } = watched({ KEY: key }, { KEY: 'mine-is-another' });
    expect(received('{"a":"mine-is-another"}')).toBe('{"a":"mine-is-another"}');
  });

  it.each([
    ['alone', `{"auth":{"apiKey":"${key}"},"say":"hi"}`, '{"auth":{"apiKey":"•••"},"say":"hi"}'],
    ['in a string', `{"auth":"Bearer ${key}"}`, '{"auth":"Bearer •••"}'],
    ['as a key', `{"${key}":1}`, '{"•••":1}'],
    ['written otherwise', `{"auth":"\\u0073k-swordfish"}`, '{"auth":"•••"}'],
    [
      'in a message in a message',
      JSON.stringify({ content: JSON.stringify({ key }) }),
      '{"content":"{\\"key\\":\\"•••\\"}"}',
    ],
    ['in what is no JSON', `${key} "${key}`, '••• "•••'],
  ])('are masked where the application repeats them: %s', (_, text, shown) => {
    expect(watched({ NESTED: [{ key }] }).received(text)).toBe(shown);
  });

  it('are masked with the characters that JSON escapes, at every depth', () => {
    const secret = 'a "quoted" \\ secret';
    const { received } = watched({ SECRET: secret });
    const twice = JSON.stringify({ content: JSON.stringify({ secret }) });
    expect(received(JSON.stringify({ secret }))).toBe('{"secret":"•••"}');
    expect(received(twice)).toBe('{"content":"{\\"secret\\":\\"•••\\"}"}');
  });

  it('are masked whole where one is a part of another', () => {
    const { received } = watched({ SHORT: 'password', LONG: 'password-of-ann' });
    expect(received('{"a":"password-of-ann","b":"password"}')).toBe('{"a":"•••","b":"•••"}');
  });

  it('are masked in what is told in words', () => {
    expect(watched({ KEY: key }).told(`no voice is called ${key}`)).toBe('no voice is called •••');
  });

  it('leave every other message as it was, short words among them included', () => {
    const text = '{ "say" : "one \\u0061 \\"two\\"", "language":"en" }';
    expect(watched({ LANGUAGE: 'en', KEY: key }).received(text)).toBe(text);
    expect(watched(undefined).received(`{"auth":"${key}"}`)).toBe(`{"auth":"${key}"}`);
  });
});

it('reads a message that is made to take long', () => {
  const { received } = watched({ KEY: key });
  const endless = `"${'\\"'.repeat(100_000)}`;
  expect(received(endless + key) === `${endless}•••`).toBe(true);
});
