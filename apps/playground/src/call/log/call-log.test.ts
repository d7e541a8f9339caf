import { expect, it } from 'vitest';
import { createCallLog, maxEntries, transcriptOf } from './call-log.js';

const message = (text: string, direction: 'to-app' | 'from-app' = 'to-app') =>
  ({ type: 'log', direction, text, at_ms: 5 }) as const;

it('a transcript has an arrow for each direction', () => {
  const log = createCallLog();
  log.add(message('{"type":"session:new"}'));
  log.add(message('{"type":"ack"}', 'from-app'));
  expect(transcriptOf(log.entries)).toBe('> {"type":"session:new"}\n< {"type":"ack"}\n');
});

it('keeps the newest, and long ones in part', () => {
  const log = createCallLog();
  for (let count = 0; count <= maxEntries; count += 1) log.add(message(String(count)));
  expect(log.entries).toHaveLength(maxEntries);
  expect(log.entries[0]?.text).toBe('1');
  expect(log.add(message('x'.repeat(5000))).text).toBe(`${'x'.repeat(4000)}… (5,000 characters)`);
});

it('does not show secrets, and begins anew with each call', () => {
  const log = createCallLog();
  log.add(message('of another call'));
  log.begin(['', 'sk-"1"']);
  expect(log.entries).toEqual([]);
  const shown = log.add(message(JSON.stringify({ env_vars: { KEY: 'sk-"1"', EMPTY: '' } }))).text;
  expect(shown).toBe('{"env_vars":{"KEY":"…","EMPTY":""}}');
});

it('tells tokens from other messages', () => {
  const log = createCallLog();
  expect(log.add(message('{"type":"tts:tokens-result"}')).isToken).toBe(true);
  expect(log.add(message('{"type":"call:status"}')).isToken).toBe(false);
});

it('says how many messages are not shown, where they would stand', () => {
  const log = createCallLog();
  log.add(message('before'));
  log.add({ type: 'omitted', messages: 1200 });
  log.add({ type: 'omitted', messages: 1 });
  log.add(message('after'));
  expect(transcriptOf(log.entries)).toBe('> before\n… 1,200 messages not shown\n… 1 message not shown\n> after\n');
});
