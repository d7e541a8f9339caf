/** `dtmf`: keys, as the caller hears them. */
import { z } from 'zod';
import { dtmfTone } from '../speech/dtmf-tone.js';
import { onAbort } from '../waiting.js';
import type { Stage } from './stage.js';
import { common, defineVerb } from './verb.js';

/** A key as it may be sent, in any number. */
const keys = z.string().regex(/^[0-9A-Da-d*#wWpP]{1,64}$/, { error: 'use 0 to 9, *, #, A to D' });

/** Milliseconds for each of them; Asterisk's and jambonz's default is half a second. */
const toneMs = z.number().positive().optional();

const defaultToneMs = 500;
const maxToneMs = 8000;

export const dtmf = defineVerb({
  name: 'dtmf',
  properties: z.strictObject({ ...common, dtmf: keys, duration: toneMs }),
  run: ({ dtmf, duration }, stage) => sendKeys(dtmf, duration, stage),
});

/** The command that does the same; it has one key, and is about no verb. */
export const keysCommand = z.looseObject({ digit: keys, duration: toneMs });

/** Settles when the last of them has been heard, or the signal aborted. */
export async function sendKeys(digits: string, durationMs = defaultToneMs, stage: Stage): Promise<void> {
  const { signal } = stage;
  if (signal.aborted) return;
  const line = stage.line();
  const track = line.openTrack();
  const stop = onAbort(signal, () => track.close());
  try {
    for (const digit of digits) {
      for (const piece of dtmfTone(digit, Math.min(durationMs, maxToneMs), line.sampleRate)) {
        if (signal.aborted) return;
        await track.write(piece);
      }
    }
    await track.rest();
  } finally {
    stop();
    track.close();
  }
}
