import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { loadData } from './index.js';

/** What a worker does: it starts on the shared data with no program to be found, no file to be written, no network,
 *  and says how long its sentence was. */
const program = `
  import fs from 'node:fs';
  import net from 'node:net';
  import childProcess from 'node:child_process';
  import { syncBuiltinESMExports } from 'node:module';
  import { parentPort, workerData } from 'node:worker_threads';
  // The module itself is a file that Node opens.
  const { createEspeak } = await import(workerData.module);
  const forbidden = (name) => () => { throw new Error(name + ' was called'); };
  for (const name of ['spawn', 'exec', 'execFile', 'fork', 'spawnSync', 'execSync']) childProcess[name] = forbidden(name);
  for (const name of ['writeFile', 'writeFileSync', 'writeSync', 'openSync', 'createWriteStream', 'readFile']) fs[name] = forbidden(name);
  net.connect = forbidden('connect');
  globalThis.fetch = forbidden('fetch');
  syncBuiltinESMExports();
  process.env.PATH = '';
  const espeak = await createEspeak({ data: workerData.data });
  let samples = 0;
  espeak.speak('Hello from a worker.', { voice: 'gmw/en-US' }, (piece) => {
    samples += piece.samples.length;
    return true;
  });
  parentPort.postMessage((samples * 1000) / espeak.sampleRate);
`;

describe('loadData', () => {
  it('gives workers what they need to speak, with no other file, program or network', async () => {
    const data = await loadData();
    const module = new URL('index.js', import.meta.url).href;
    const url = new URL(`data:text/javascript,${encodeURIComponent(program)}`);
    const durations = [1, 2].map(async () => {
      const worker = new Worker(url, { workerData: { data, module }, env: {} });
      const [durationMs] = await once(worker, 'message');
      await worker.terminate();
      return durationMs;
    });
    for (const durationMs of await Promise.all(durations)) expect(durationMs).toBeGreaterThan(800);
  });

  it('reads the whole file', async () => {
    const data = await loadData();
    expect(data).toBeInstanceOf(SharedArrayBuffer);
    expect(data.byteLength).toBeGreaterThan(20_000_000);
    expect(new Uint8Array(data).subarray(-1000).some((byte) => byte !== 0)).toBe(true);
  });
});
