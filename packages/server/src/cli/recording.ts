/** Writes down what is heard in a call. */

import { createEncoder } from '../audio/encodings/index.js';
import type { AudioFormat } from '../audio/format.js';
import { checkFormat } from '../audio/formats.js';
import { SpeechError } from '../errors.js';
import { createAudioFile } from './audio-file.js';
import type { CallPhone } from './calls.js';
import type { Sink } from './command.js';

export interface Recording extends CallPhone {
  /** Fails when it cannot be written, or nobody takes it; never settles otherwise. */
  readonly failed: Promise<never>;
  /** How much of the call it covers, in milliseconds. */
  readonly durationMs: number;
  /** Completes it. Nothing is made where nothing was heard. */
  close(): Promise<void>;
}

/** Audio may be written later than it is heard, but not ever later. */
const maxWaitingSeconds = 30;

/** Throws `unsupported-format`. Silence is written too, so that everything stands in its place; only for a player (`-`), which
 *  hears the call as it goes, the time passes by itself. */
export async function createRecording(out: string, wanted: AudioFormat, output: Sink): Promise<Recording> {
  const format = checkFormat(wanted);
  const { sampleRate } = format;
  const encoder = await createEncoder(format);
  const sink = out === '-' ? { ...output, close: async () => undefined } : createAudioFile(out, format);
  let heard = 0; // samples, with the silence between them
  let waiting = 0;
  let hasBegun = false;
  let written: Promise<void> = Promise.resolve();
  let hasFailed = false;
  let fail: (reason: unknown) => void = () => undefined;
  const failed = new Promise<never>((_, reject) => {
    fail = (reason) => {
      hasFailed = true;
      reject(reason);
    };
  });

  const begin = async () => {
    if (!hasBegun && encoder.header.length > 0) await sink.write(encoder.header);
    hasBegun = true;
  };
  const write = async (samples: Int16Array) => {
    const { data } = await encoder.encode({ samples, sampleRate });
    if (data.length > 0) await sink.write(data);
  };
  const writeSilence = async (length: number) => {
    for (let left = length; left > 0; left -= sampleRate) await write(new Int16Array(Math.min(left, sampleRate)));
  };
  const complete = async () => {
    await written;
    const { data } = await encoder.flush();
    if (data.length > 0) await sink.write(data);
  };

  return {
    sampleRate,
    failed,
    get durationMs() {
      return (heard * 1000) / sampleRate;
    },
    hear(samples, atMs) {
      const silence = out === '-' ? 0 : Math.max(0, Math.round((atMs * sampleRate) / 1000) - heard);
      heard += silence + samples.length;
      waiting += samples.length;
      if (waiting > maxWaitingSeconds * sampleRate)
        return fail(new SpeechError('slow-reader', 'nobody takes the audio'));
      written = written.then(async () => {
        await begin();
        await writeSilence(silence);
        await write(samples);
        waiting -= samples.length;
      });
      written.catch(fail);
    },
    /** Pieces come when they are due, so nothing is left to drop. */
    hush: () => undefined,
    async close() {
      try {
        if (!hasFailed) await complete(); // otherwise it might be waited for in vain
      } finally {
        encoder.close();
        await sink.close();
      }
    },
  };
}

/** Hears the call, and keeps nothing of it. */
export const noRecording: Recording = {
  sampleRate: 8000,
  hear: () => undefined,
  hush: () => undefined,
  failed: new Promise(() => undefined),
  durationMs: 0,
  close: async () => undefined,
};
