import { expect, it } from 'vitest';
import { fakeClock } from '../testing/fake-clock.js';
import { createNarrator } from './narrator.js';

function narrated() {
  const lines: string[] = [];
  const clock = fakeClock(5000);
  const narrator = createNarrator((line) => lines.push(line), clock.now);
  const sent = (type: string, data: object = {}, more: object = {}) =>
    narrator.sent(JSON.stringify({ type, msgid: 'm', ...more, data }));
  const received = (message: object) => narrator.received(JSON.stringify(message));
  const tokens = (text: string) => received({ type: 'command', command: 'tts:tokens', data: { id: 1, tokens: text } });
  return { narrator, lines, clock, sent, received, tokens };
}

it('tells a conversation line by line, with its times', () => {
  const { lines, clock, sent, received } = narrated();
  sent('session:new', { direction: 'inbound', from: 'caller', to: 'shop', sip: {} });
  clock.advance(1230);
  received({
    type: 'ack',
    msgid: 'm',
    data: [{ verb: 'config', ttsStream: { enable: true } }, { say: { text: 'Hello.' } }, { verb: 'answer' }],
  });
  sent('call:status', { call_status: 'in-progress', sip_status: 200, sip_reason: 'OK' });
  sent('tts:streaming-event', { event_type: 'stream_open' });
  sent('verb:hook', { reason: 'speechDetected', speech: { alternatives: [{ transcript: 'hi' }] } }, { hook: '/heard' });
  sent('verb:status', { event: 'starting', name: 'say' });
  sent('jambonz:error', { msg: 'TTS error', details: 'no voice' });
  received({ type: 'command', command: 'redirect', queueCommand: true, data: [{ verb: 'hangup' }] });
  expect(lines).toEqual([
    '   0.00 → session:new          inbound from caller to shop',
    '   1.23 ← ack                  config {"ttsStream":{"enable":true}}, say "Hello.", answer',
    '   1.23 → call:status          in-progress 200 OK',
    '   1.23 → tts:streaming-event  stream_open',
    '   1.23 → verb:hook            /heard speechDetected "hi"',
    '   1.23 → verb:status          starting say',
    '   1.23 → jambonz:error        TTS error no voice',
    '   1.23 ← redirect             queued: hangup',
  ]);
});

it('tells tokens together, and only those results that are none', () => {
  const { lines, clock, sent, received, tokens, narrator } = narrated();
  tokens('Hello ');
  sent('tts:tokens-result', { id: 1, status: 'ok' });
  clock.advance(100);
  tokens('there.');
  sent('tts:tokens-result', { id: 2, status: 'ok' });
  received({ type: 'command', command: 'tts:flush' });
  tokens('More.');
  sent('tts:tokens-result', { id: 3, status: 'failed', reason: 'full' });
  tokens('The end.');
  narrator.end();
  expect(lines).toEqual([
    '   0.00 ← tts:tokens           "Hello there." in 2 pieces',
    '   0.10 ← tts:flush',
    '   0.10 ← tts:tokens           "More."',
    '   0.10 → tts:tokens-result    failed full',
    '   0.10 ← tts:tokens           "The end."',
  ]);
});

it('does not hold tokens back without end', () => {
  const { lines, tokens } = narrated();
  for (let count = 0; count < 100; count += 1) tokens('word ');
  expect(lines).toHaveLength(3);
});

it.each<[string, string]>([
  ['{', 'no message          '],
  ['[]', 'no message'],
  ['{"type":"dance"}', 'dance'],
  ['{"type":"ack"}', 'ack'],
  ['{"type":"ack","data":[null,1,{},{"verb":7}]}', 'ack'],
  ['{"type":"command"}', 'undefined'],
  ['{"type":"command","command":"tts:tokens","data":{"tokens":7}}', 'tts:tokens'],
  ['{"type":"command","command":"__proto__","data":{}}', '__proto__'],
])('has a line for whatever an application sends: %s', (text, words) => {
  const { lines, narrator } = narrated();
  narrator.received(text);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain(words.trim());
});

it('quotes what is no name, so that it passes for nothing else', () => {
  const { lines, received } = narrated();
  received({ type: 'command', command: 'x → call:status completed', data: {} });
  received({ type: 'ack', msgid: 'm', data: [{ verb: 'say, hangup' }] });
  expect(lines).toEqual(['   0.00 ← "x → call:status completed" {}', '   0.00 ← ack                  "say, hangup"']);
});

it('shows no control characters, and nothing without end', () => {
  const { lines, received } = narrated();
  received({ type: 'command', command: '\u001b[2J\u009b', data: { text: 'a'.repeat(5000) } });
  expect(lines[0]).not.toMatch(/\p{Cc}/u);
  expect(lines[0]!.length).toBeLessThan(250);
});
