/** A driver and a loudspeaker that the test plays itself. */
import type { Output } from '../../sound/output.js';
import type { Driver, DriverEvent } from '../drivers/driver.js';
import type { Format } from '../formats.js';
import { createConversation } from './conversation.js';
import type { Choice, Report } from './report.js';

export const pcm: Format = { title: 'PCM', wire: 'pcm', coding: 'pcm_s16le', sampleRate: 1000 };
export const mp3: Format = { title: 'MP3', wire: 'mp3', coding: 'file', sampleRate: 24000 };

/** So much audio, in milliseconds, at the 1000 Hz of `pcm`. */
export const audio = (milliseconds: number) => new Uint8Array(milliseconds * 2);

export function stage() {
  const reports: Report[] = [];
  const said: string[] = [];
  const lines: ((event: DriverEvent) => void)[] = [];
  let hearAll: () => void = () => {};
  const allHeard = new Promise<void>((resolve) => {
    hearAll = resolve;
  });
  let nowMs = 0;
  let playedMs = 0;
  let tellPosition: (positionMs: number) => void = () => {};
  let queuedMs = 0;
  let failing: Error | undefined;

  const output: Output = {
    latencyMs: 5,
    underruns: 0,
    async play(samples) {
      queuedMs += samples.length;
    },
    async stop() {
      const stopped = { playedMs };
      playedMs = queuedMs = 0;
      return stopped;
    },
    finished: () => allHeard,
  };
  const conversation = createConversation({
    now: () => nowMs,
    wait: async (durationMs) => {
      nowMs += durationMs;
    },
    connect(choice, hear) {
      lines.push(hear);
      said.push(`connect ${choice.voice}`);
      return {
        sendText: (text) => void said.push(text),
        flush: () => void said.push('flush'),
        clear: (ms) => void said.push(`clear ${ms}`),
        finish: () => void said.push('finish'),
        close: () => void said.push('close'),
      };
    },
    async openOutput(_, onPosition) {
      tellPosition = onPosition;
      return output;
    },
    decode: async (file) => new Float32Array(file.length),
    report(report) {
      reports.push(report);
      const error = failing;
      failing = undefined;
      if (error !== undefined) throw error;
    },
  });

  return {
    conversation,
    reports,
    /** What the driver was told, in order. */
    said,
    /** Says something as the server of the newest connection, or of an older one. */
    answer: (event: DriverEvent, line = lines.length - 1) => lines[line]!(event),
    /** Time passes. */
    pass(durationMs: number) {
      nowMs += durationMs;
    },
    /** So much was played since the last stop. */
    play(positionMs: number) {
      playedMs = positionMs;
      tellPosition(positionMs);
    },
    /** The page breaks at the next answer, which is a stray one. */
    fail(error: Error) {
      failing = error;
      lines.at(-1)?.({ type: 'flushed' });
    },
    /** All that is queued was heard. */
    hearAll: () => hearAll(),
    get queuedMs() {
      return queuedMs;
    },
    of: <Type extends Report['type']>(type: Type) =>
      reports.filter((report): report is Extract<Report, { type: Type }> => report.type === type),
    get state() {
      return reports.findLast((report) => report.type === 'state')?.state ?? 'closed';
    },
  };
}

const driver = { id: 'test' } as Driver;

export function choice(changes: Partial<Choice> = {}): Choice {
  return { driver, key: undefined, voice: 'leah', language: undefined, speed: 1, format: pcm, ...changes };
}

export const saying = (tokens: readonly string[], changes: Partial<Choice> = {}) => ({
  choice: choice(changes),
  tokens,
  tokensPerSecond: 100,
});

/** Until what was started has gone as far as it can. */
export async function settled(): Promise<void> {
  for (let turns = 0; turns < 20; turns += 1) await Promise.resolve();
}
