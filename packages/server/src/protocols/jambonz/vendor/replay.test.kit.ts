/** Replays the vendor's transcripts. They are written as all others are; only that audio ends where the socket falls silent,
 *  since nothing on it says so. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { dialVendor, lullMs } from './call.test.kit.js';

const query = 'voice=aura-2-thalia-en&language=en&sampleRate=8000';

/** Every conversation of a folder, byte for byte; `< [audio]` is all that is heard of what was said before it. */
export function replayVendorTranscripts(folder: URL): void {
  describe('jambonz: its transcripts', () => {
    for (const file of readdirSync(folder)) {
      it(`replays ${file}`, async () => replay(readFileSync(new URL(file, folder), 'utf8')));
    }
  });
}

async function replay(transcript: string): Promise<void> {
  const { dialled, clock } = await dialVendor({ query });
  if (dialled instanceof Response) throw new Error(`refused: ${dialled.status}`);
  const { client } = dialled;
  const untilQuiet = async () => {
    for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate);
  };
  for (const line of transcript.split('\n')) {
    const [direction, text] = [line.slice(0, 2), line.slice(2).trim()];
    if (direction === '> ') client.send(text);
    if (direction !== '< ') continue;
    if (text.startsWith('close ')) {
      expect(`close ${(await client.closed).code}`).toBe(text);
    } else if (text === '[audio]') {
      await untilQuiet();
      clock.advance(lullMs);
      await untilQuiet();
      const kinds = new Set(client.take().map((message) => (typeof message === 'string' ? message : text)));
      expect(kinds).toEqual(new Set([text]));
    } else {
      expect(await client.next()).toBe(text);
    }
  }
}
