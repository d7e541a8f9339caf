import { describe, expect, it } from 'vitest';
import { isTokenTraffic, readAppMessage } from './app-message.js';

const fromApp = (message: unknown) => readAppMessage('from-app', JSON.stringify(message));
const toApp = (message: unknown) => readAppMessage('to-app', JSON.stringify(message));
const command = (name: string, data?: unknown) => fromApp({ type: 'command', command: name, data });

describe('what an application says', () => {
  it('is the text of its verbs, in both notations and inside others', () => {
    const verbs = [
      { verb: 'config', trackTtsPlayout: true },
      { verb: 'say', text: 'One' },
      { say: { text: ['Two', 'Three', ''] } },
      { verb: 'gather', say: { text: 'Four' }, play: { url: 'http://x/a.wav' } },
      { verb: 'pause', length: 1 },
    ];
    const said = [
      { type: 'tracks', isTracking: true },
      { type: 'says', text: 'One' },
      { type: 'says', text: 'Two' },
      { type: 'says', text: 'Three' },
      { type: 'says', text: 'Four' },
      { type: 'plays', url: 'http://x/a.wav' },
    ];
    expect(fromApp({ type: 'ack', msgid: '1', data: verbs })).toEqual(said);
    expect(command('redirect', verbs)).toEqual(said);
  });

  it('is what it streams', () => {
    expect(command('tts:tokens', { id: 1, tokens: 'Hi ' })).toEqual([{ type: 'tokens', text: 'Hi ' }]);
    expect(command('tts:flush')).toEqual([{ type: 'flush' }]);
    expect(command('tts:clear')).toEqual([{ type: 'clear' }]);
    expect(command('config', { trackTtsPlayout: false })).toEqual([{ type: 'tracks', isTracking: false }]);
  });

  it('is nothing where a message does not speak, or makes no sense', () => {
    expect(fromApp({ type: 'ack', msgid: '1' })).toEqual([]);
    expect(fromApp({ type: 'ack', data: [null, 3, {}, { say: null }] })).toEqual([]);
    expect(command('redirect', { call_hook: '/x' })).toEqual([]);
    expect(readAppMessage('from-app', 'no JSON')).toEqual([]);
    expect(readAppMessage('from-app', 'null')).toEqual([]);
  });
});

describe('what an application is told', () => {
  it('is what became of its tokens', () => {
    const result = (data: unknown) => toApp({ type: 'tts:tokens-result', data });
    expect(result({ id: 1, status: 'ok' })).toEqual([{ type: 'tokens-result', isTaken: true }]);
    expect(result({ id: 1, status: 'failed', reason: 'full' })).toEqual([{ type: 'tokens-result', isTaken: false }]);
    expect(result(undefined)).toEqual([{ type: 'tokens-result', isTaken: false }]);
  });

  it('is how its stream goes, and what was heard of it', () => {
    const event = (data: unknown) => toApp({ type: 'tts:streaming-event', data });
    expect(event({ event_type: 'stream_empty' })).toEqual([{ type: 'stream', event: 'stream_empty' }]);
    expect(event({ event_type: 'tts_spoken', text: 'We op', bargein: true })).toEqual([
      { type: 'heard', text: 'We op', isInterrupted: true },
    ]);
  });

  it('is what its hooks are called for, and what it did wrong', () => {
    expect(toApp({ type: 'verb:hook', hook: '/speech', data: { reason: 'speechDetected' } })).toEqual([
      { type: 'hook', hook: '/speech', reason: 'speechDetected' },
    ]);
    expect(toApp({ type: 'jambonz:error', data: { msg: 'TTS error', details: 'no voice' } })).toEqual([
      { type: 'problem', text: 'TTS error: no voice' },
    ]);
  });
});

it('messages about single tokens are told apart', () => {
  expect(isTokenTraffic('{"type":"command","command":"tts:tokens","data":{}}')).toBe(true);
  expect(isTokenTraffic('{"type":"tts:tokens-result"}')).toBe(true);
  expect(isTokenTraffic('{"type":"command","command":"tts:flush"}')).toBe(false);
  expect(isTokenTraffic('{"type":"ack","data":[{"verb":"say","text":"tts:tokens"}]}')).toBe(false);
});
