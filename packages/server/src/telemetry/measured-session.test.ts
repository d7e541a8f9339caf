import { expect, it } from 'vitest';
import type { SpeechEvent } from '../session/events.js';
import type { SpeechSession } from '../session/speech.js';
import { fakeClock } from '../testing/fake-clock.js';
import { measuredSession } from './measured-session.js';
import { createMetrics } from './metrics.js';

const audio: SpeechEvent = { type: 'audio', data: new Uint8Array(2), startMs: 0, durationMs: 500 };
const flushed: SpeechEvent = {
  type: 'flushed',
  mark: undefined,
  utterance: { characters: 5, startMs: 0, durationMs: 500 },
};

/** A session that hands out what a test puts in. */
function scripted() {
  const queue: (SpeechEvent | Error | undefined)[] = [];
  const calls: string[] = [];
  const session: SpeechSession = {
    textCapacity: 1000,
    voice: { id: 'e/en', name: 'E', synthesizer: 'e', language: 'en', gender: 'female' },
    ready: Promise.resolve(),
    settled: Promise.resolve(),
    append: (text) => calls.push(text) > 0 && text !== 'too much',
    flush: () => calls.push('flush'),
    clear: () => calls.push('clear'),
    finish: () => calls.push('finish'),
    close: () => calls.push('close'),
    async *[Symbol.asyncIterator]() {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        if (next instanceof Error) throw next;
        yield next;
      }
    },
  };
  const metrics = createMetrics({ process: false });
  const clock = fakeClock();
  const measured = measuredSession(session, { protocol: 'p', synthesizer: 'e' }, metrics.sessions, clock);
  const events = measured[Symbol.asyncIterator]();
  return {
    measured,
    calls,
    clock,
    fail: (error: Error) => queue.push(error),
    async handOut(event: SpeechEvent) {
      queue.push(event);
      expect((await events.next()).value).toBe(event);
    },
    next: () => events.next(),
    figure: async (line: string) => (await metrics.expose()).text.split('\n').filter((text) => text.startsWith(line)),
  };
}

const firstAudio = 'tts_first_audio_seconds';

it('times the first audio of a text that breaks the silence', async () => {
  const { measured, clock, handOut, figure } = scripted();
  measured.append('hello');
  clock.advance(30);
  measured.append(' world');
  measured.flush();
  clock.advance(40);
  await handOut(audio);
  clock.advance(1000);
  await handOut(audio);
  await handOut(flushed);
  measured.append('again');
  clock.advance(100);
  await handOut(audio);
  expect(await figure(`${firstAudio}_count`)).toEqual([`${firstAudio}_count{protocol="p",synthesizer="e"} 2`]);
  expect(await figure(`${firstAudio}_sum`)).toEqual([`${firstAudio}_sum{protocol="p",synthesizer="e"} 0.17`]);
});

it('does not time text that waits behind other speech', async () => {
  const { measured, clock, handOut, figure } = scripted();
  measured.append('one');
  measured.flush();
  await handOut(audio);
  measured.append('two');
  measured.flush();
  clock.advance(5000);
  await handOut(flushed);
  await handOut(audio);
  await handOut(flushed);
  expect(await figure(`${firstAudio}_count`)).toEqual([`${firstAudio}_count{protocol="p",synthesizer="e"} 1`]);
});

it('begins anew after a clear', async () => {
  const { measured, clock, handOut, figure } = scripted();
  measured.append('one');
  measured.flush();
  clock.advance(5000);
  measured.clear();
  measured.append('two');
  clock.advance(10);
  await handOut(audio);
  expect(await figure(`${firstAudio}_sum`)).toEqual([`${firstAudio}_sum{protocol="p",synthesizer="e"} 0.01`]);
  expect(await figure('tts_clears_total')).toEqual(['tts_clears_total{protocol="p"} 1']);
});

it('counts the text that was taken and the audio that was handed out', async () => {
  const { measured, handOut, figure, calls } = scripted();
  expect([measured.append('12345'), measured.append('too much')]).toEqual([true, false]);
  await handOut(audio);
  await handOut(audio);
  expect(await figure('tts_characters_total')).toEqual(['tts_characters_total{synthesizer="e"} 5']);
  expect(await figure('tts_audio_seconds_total')).toEqual(['tts_audio_seconds_total{synthesizer="e"} 1']);
  expect(calls).toEqual(['12345', 'too much']);
});

it('counts as open until it is over, however it ends, and once', async () => {
  const { measured, next, fail, figure } = scripted();
  expect(await figure('tts_sessions')).toEqual(['tts_sessions{protocol="p"} 1']);
  fail(new Error('broken'));
  await expect(next()).rejects.toThrow('broken');
  expect(await figure('tts_sessions')).toEqual(['tts_sessions{protocol="p"} 0']);
  measured.close();
  expect(await figure('tts_sessions')).toEqual(['tts_sessions{protocol="p"} 0']);
});

it('closing a session that nobody iterated counts it as over', async () => {
  const { measured, figure, calls } = scripted();
  measured.close();
  expect(calls).toEqual(['close']);
  expect(await figure('tts_sessions')).toEqual(['tts_sessions{protocol="p"} 0']);
});
