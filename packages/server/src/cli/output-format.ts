/** Which audio goes into which file. */

import { extname } from 'node:path';
import type { AudioFormat } from '../audio/format.js';
import { UsageError } from './flags.js';

/** By the name that `--format` takes and the file carries at its end. */
const formats: Readonly<Record<string, AudioFormat>> = {
  wav: { encoding: 'linear16', container: 'wav', sampleRate: 24_000 },
  raw: { encoding: 'linear16', container: 'none', sampleRate: 24_000 },
  pcm: { encoding: 'linear16', container: 'none', sampleRate: 24_000 },
  mulaw: { encoding: 'mulaw', container: 'none', sampleRate: 8000 },
  alaw: { encoding: 'alaw', container: 'none', sampleRate: 8000 },
  mp3: { encoding: 'mp3', container: 'none', sampleRate: 24_000 },
  ogg: { encoding: 'opus', container: 'ogg', sampleRate: 48_000 },
  opus: { encoding: 'opus', container: 'ogg', sampleRate: 48_000 },
  flac: { encoding: 'flac', container: 'none', sampleRate: 24_000 },
  aac: { encoding: 'aac', container: 'none', sampleRate: 24_000 },
};

/** For `--help`. */
export const formatNames = Object.keys(formats).join(', ');

/** The format by its name, or else by the file's. Standard output (`-`) gets bare samples, as players take them.
 *  Throws a UsageError when neither says it. */
export function outputFormat(out: string, name?: string, sampleRate?: number): AudioFormat {
  const wanted = name ?? (out === '-' ? 'raw' : extname(out).slice(1).toLowerCase());
  const format = Object.hasOwn(formats, wanted) ? formats[wanted] : undefined;
  if (!format) {
    const what = name === undefined ? `the file ${out} does not say its format` : `--format is "${name}"`;
    throw new UsageError(`${what}; known are ${formatNames}`);
  }
  return sampleRate === undefined ? format : { ...format, sampleRate };
}
