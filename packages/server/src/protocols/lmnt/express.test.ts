import { describe, expect, it } from 'vitest';
import type { SpeechEvent } from '../../session/events.js';
import type { Dialect } from './dialect.js';
import { createExpression } from './express.js';
import { createOlderExpression } from './express-older.js';
import { readInit } from './init.js';
import { createLedger } from './ledger.js';
import type { ResetMessage } from './messages.js';

/** Events that were on their way when the reset came, and its answer. */
const audio: SpeechEvent = { type: 'audio', data: new Uint8Array(4800), startMs: 0, durationMs: 100 };
const word = { word: 'Hi', startMs: 0, endMs: 100, textStart: 0, textEnd: 2 };
const timestamps: SpeechEvent = { type: 'timestamps', words: [word] };
const utterance = { characters: 2, startMs: 0, durationMs: 100 };
const flushed: SpeechEvent = { type: 'flushed', mark: 1, utterance };
const heard = { textSpoken: '', textRemaining: 'Hi', audioMs: 100 };
const cleared: SpeechEvent = { type: 'cleared', mark: undefined, dropped: [5, 6, 'finish'], heard };
const reset: ResetMessage = { type: 'reset', nonce: 2, report: false };

/** Says events in a session that was given the text "Hi", all of it flushed. */
function talk(dialect: Dialect, wishes: object = {}) {
  const first = { voice: 'leah', format: 'pcm_s16le', return_timestamps: true, ...wishes };
  const ledger = createLedger(readInit(first, { bareUlaw: false }), dialect);
  ledger.captions?.append('Hi');
  ledger.captions?.flush();
  const isTyped = dialect === 'typed' || dialect === 'typed-1.1';
  const express = isTyped ? createExpression(ledger, async () => undefined) : createOlderExpression(dialect, ledger);
  const say = async (event: SpeechEvent) => {
    const said = (await express(event)) ?? [];
    const messages = typeof said === 'string' || said instanceof Uint8Array ? [said] : said;
    return messages.map((message) => (typeof message === 'string' ? JSON.parse(message) : 'audio'));
  };
  return { ledger, say };
}

describe.each(['typed', 'typed-1.1'] as const)('what was on its way when a reset came, %s', (dialect) => {
  it('is told without captions, and an answer that was on its way comes first', async () => {
    const { ledger, say } = talk(dialect);
    ledger.resets.push(reset);
    ledger.captions?.reset();
    expect(await say(audio)).toEqual(['audio']);
    expect(await say(timestamps)).toEqual([]);
    expect(await say(flushed)).toEqual([{ type: 'flush_complete', nonce: 1 }]);
    expect(await say(cleared)).toEqual([
      { type: 'flush_complete', nonce: 5 },
      { type: 'flush_complete', nonce: 6 },
      { type: 'reset_complete', nonce: 2 },
    ]);
  });

  it('takes nothing from the text that follows the reset', async () => {
    const { ledger, say } = talk(dialect);
    ledger.resets.push(reset);
    ledger.captions?.reset();
    ledger.captions?.append('Ho');
    ledger.captions?.flush();
    for (const event of [audio, timestamps, flushed, cleared]) await say(event);
    await say({ ...audio, startMs: 100 });
    const [told] = await say({
      type: 'timestamps',
      words: [{ ...word, startMs: 100, endMs: 200, textStart: 2, textEnd: 4 }],
    });
    expect(told.timestamps).toEqual([
      { text: '', start: 0, duration: 0 },
      { text: 'Ho', start: 0, duration: 0.1 },
    ]);
    expect(await say(flushed)).toHaveLength(2);
  });

  it('is told that the engine failed by other means', async () => {
    const { say } = talk(dialect);
    expect(await say({ type: 'segment', id: 1, state: 'start', text: 'Hi' })).toEqual([]);
  });
});

describe('what was on its way when a reset came, by command', () => {
  it('is told without captions', async () => {
    const { ledger, say } = talk('command');
    expect(await say(audio)).toEqual([]);
    ledger.resets.push(reset);
    ledger.captions?.reset();
    ledger.captions?.append('Ho');
    expect(await say(timestamps)).toEqual([{ durations: [], buffer_empty: false }, 'audio']);
    expect(await say(flushed)).toEqual([{ complete: 'flush', nonce: 1 }]);
  });

  it('is not lost when nothing comes but the answer', async () => {
    const { ledger, say } = talk('command');
    await say(audio);
    ledger.resets.push(reset);
    ledger.captions?.reset();
    expect(await say(cleared)).toEqual([
      { durations: [], buffer_empty: true },
      'audio',
      { complete: 'flush', nonce: 5 },
      { complete: 'flush', nonce: 6 },
      { complete: 'reset', nonce: 2 },
    ]);
  });
});

describe('what was on its way when a reset came, untyped', () => {
  it('keeps its turn', async () => {
    const { ledger, say } = talk('untyped');
    await say(audio);
    ledger.resets.push(reset);
    ledger.captions?.reset();
    expect(await say(cleared)).toEqual([{ durations: [], buffer_empty: true }, 'audio']);
  });
});

it('drops stale audio that a window holds, and remembers that it was not sent', async () => {
  const { ledger, say } = talk('typed', { glottis: { window_bytes: 5000 } });
  await say(audio);
  const waiting = say({ ...audio, startMs: 100 });
  expect(ledger.playhead.toSession(undefined)).toBe(100);
  ledger.resets.push(reset);
  ledger.window?.look();
  await waiting;
  expect(ledger.playhead.toSession(undefined)).toBe(100);
  await say(cleared);
  expect(ledger.playhead.toSession(0)).toBe(200);
});
