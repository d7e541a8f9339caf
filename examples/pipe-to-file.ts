/** Speaks what comes down a pipe into a file, while it comes. The file's name says how: .mp3, .webm, or .pcm for samples.
 *  cat book.txt | node examples/dist/pipe-to-file.js book.mp3 */
import { writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { createInterface } from 'node:readline';
import { Glottis } from '@glottis/client';

const formats: Readonly<Record<string, 'mp3' | 'webm' | 'pcm_s16le'>> = {
  '.mp3': 'mp3',
  '.webm': 'webm',
  '.pcm': 'pcm_s16le',
};
const path = process.argv[2] ?? 'speech.mp3';
const format = formats[extname(path)];
if (format === undefined) throw new Error(`${path} ends in none of ${Object.keys(formats).join(', ')}`);

const { GLOTTIS_URL = 'http://127.0.0.1:8080', GLOTTIS_KEY } = process.env;
const glottis = new Glottis({ baseURL: GLOTTIS_URL, apiKey: GLOTTIS_KEY });
const session = glottis.speech.sessions.create({ voice: 'leah', format });

await Promise.all([read(), writeFile(path, speech())]);
console.log(`${path} is written`);

async function read() {
  for await (const line of createInterface({ input: process.stdin })) {
    session.sendText(`${line}\n`);
    await session.drained(); // a server holds only so much text that is not spoken yet
  }
  session.sendFinish();
}

/** All audio of a session is one file. */
async function* speech() {
  for await (const message of session) {
    if (message.type === 'error') throw new Error(message.error.message);
    if (message.type === 'audio') yield message.audio;
  }
}
