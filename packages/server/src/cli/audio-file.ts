/** A file that audio is written to while it is made. */

import { type FileHandle, open } from 'node:fs/promises';
import type { AudioFormat } from '../audio/format.js';
import type { Sink } from './command.js';
import { UsageError } from './flags.js';

/** Takes audio as it comes; must be closed. */
export interface AudioFile extends Sink {
  /** Completes the file. */
  close(): Promise<void>;
}

/** Made, or overwritten, when the first audio comes. Writing throws a UsageError when it cannot be. */
export function createAudioFile(path: string, format: AudioFormat): AudioFile {
  let file: FileHandle | undefined;
  return {
    async write(data) {
      file ??= await create(path);
      await file.appendFile(data);
    },
    async close() {
      if (file && format.container === 'wav') await writeSizes(file);
      await file?.close();
      file = undefined;
    },
  };
}

async function create(path: string): Promise<FileHandle> {
  return await open(path, 'w+').catch((cause: Error) => {
    throw new UsageError(`${path} cannot be written: ${cause.message}`, { cause });
  });
}

/** A stream's WAV header leaves its sizes open. In a file they can be told afterwards, and some players insist on them. */
async function writeSizes(file: FileHandle): Promise<void> {
  const status = await file.stat();
  if (!status.isFile()) return;
  const { buffer: header } = await file.read(Buffer.alloc(128), 0, 128, 0);
  const data = header.indexOf('data', 12, 'latin1');
  if (data === -1) return;
  await file.write(littleEndian(status.size - 8), 0, 4, 4);
  await file.write(littleEndian(status.size - data - 8), 0, 4, data + 4);
}

function littleEndian(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(Math.min(value, 0xffff_ffff));
  return bytes;
}
