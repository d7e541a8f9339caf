/** The engine's dictionaries and voices: one file that comes with the npm package. */

import { open } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Reads the engine's data file (24 MB) into memory that threads can share.
 *  Rejects with the file system's error when the npm package is not installed whole. */
export async function loadData(): Promise<SharedArrayBuffer> {
  const file = await open(dataPath());
  try {
    const { size } = await file.stat();
    const data = new SharedArrayBuffer(size);
    const bytes = new Uint8Array(data);
    for (let filled = 0; filled < size; ) {
      const { bytesRead } = await file.read(bytes, filled, size - filled, filled);
      if (bytesRead === 0) throw new Error(`${dataPath()} ended after ${filled} of ${size} bytes`);
      filled += bytesRead;
    }
    return data;
  } finally {
    await file.close();
  }
}

function dataPath(): string {
  const script = createRequire(import.meta.url).resolve('@echogarden/espeak-ng-emscripten');
  return join(dirname(script), 'espeak-ng.data');
}
