import { expect, it } from 'vitest';
import { SpeechError } from '../errors.js';
import { createLog, type LogLevel } from './log.js';

function recorded(level?: LogLevel) {
  const lines: string[] = [];
  const log = createLog({
    ...(level === undefined ? {} : { level }),
    destination: { write: (line) => lines.push(line) },
  });
  return { log, lines, last: () => JSON.parse(lines.at(-1) ?? '{}') as Record<string, Record<string, unknown>> };
}

it('writes one JSON object per line, whatever stands in it', () => {
  const { log, lines } = recorded();
  log.info({ path: '/x\n{"level":50}' }, 'a\nb\u2028');
  expect(lines).toHaveLength(1);
  expect(lines[0]?.trimEnd()).not.toContain('\n');
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'info', path: '/x\n{"level":50}', msg: 'a\nb\u2028' });
});

it.each(['authorization', 'text', 'key', 'token', 'secret', 'cookie', 'sec-websocket-protocol', 'x-api-key'])(
  'keeps %s out, at the top and one level down, in children too',
  (name) => {
    const { log, lines } = recorded();
    log.info({ [name]: 's3cret', request: { [name]: 's3cret' } }, 'm');
    log.child({ [name]: 's3cret' }).info({}, 'm');
    expect(lines.join('')).not.toContain('s3cret');
  },
);

it('keeps headers out altogether, and queries out of URLs', () => {
  const { log, lines } = recorded();
  log.info({ headers: { 'x-anything': 's3cret' }, url: '/v1/speak?token=s3cret' }, 'm');
  expect(lines.join('')).not.toContain('s3cret');
  expect(lines.join('')).toContain('"/v1/speak"');
});

it('writes an error with its code, stack and causes, without the credentials that a library quotes', () => {
  const { log, last, lines } = recorded();
  const cause = new Error('GET wss://vendor/v1?api_key=s3cret with Authorization: Bearer s3cretS3cret failed');
  log.error({ err: new SpeechError('synthesis-failed', 'the vendor failed', { cause }) }, 'm');
  expect(last().err).toMatchObject({ type: 'SpeechError', code: 'synthesis-failed', message: 'the vendor failed' });
  expect(last().err?.cause).toMatchObject({
    message: 'GET wss://vendor/v1?[redacted] with Authorization: Bearer [redacted] failed',
  });
  expect(lines.join('')).not.toContain('s3cret');
});

it.each([
  ['no URL: http://alice:s3cret@h/v1', 'no URL: http://[redacted]@h/v1'],
  ['no URL: //s3cret@h and wss://a:s3@cret@h:1/x', 'no URL: //[redacted]@h and wss://[redacted]@h:1/x'],
  ['mail to alice@example.com, see https://example.com/@alice', undefined],
])('takes names and passwords out of URLs, and nothing else: %s', (words, expected = words) => {
  const { log, last } = recorded();
  log.error({ err: new Error(words) }, 'm');
  expect(last().err?.message).toBe(expected);
});

it('takes anything that was thrown, in circles or not', () => {
  const { log, last } = recorded();
  log.error({ err: 'just words' }, 'm');
  expect(last().err).toBe('just words');
  const circle = new Error('round');
  circle.cause = circle;
  log.error({ err: circle }, 'm');
  expect(last().err?.message).toBe('round');
});

it('says no more than its level, which can change while it runs', () => {
  const { log, lines } = recorded('warn');
  log.info({}, 'no');
  expect(lines).toHaveLength(0);
  log.level = 'debug';
  log.debug({}, 'yes');
  expect(lines).toHaveLength(1);
  log.level = 'silent';
  log.error({}, 'no');
  expect(lines).toHaveLength(1);
});
