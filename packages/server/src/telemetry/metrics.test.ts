import { expect, it } from 'vitest';
import { createMetrics } from './metrics.js';

it('tells about the process too', async () => {
  const { text, contentType } = await createMetrics().expose();
  expect(text).toMatch(/^process_resident_memory_bytes /m);
  expect(text).toMatch(/^nodejs_eventloop_lag_seconds /m);
  expect(contentType).toContain('text/plain');
});

it('has a registry of its own, so that two servers can live in one process', async () => {
  const [first, second] = [createMetrics({ process: false }), createMetrics({ process: false })];
  first.connections.connected('p');
  expect((await first.expose()).text).toContain('tts_connections_total{protocol="p"} 1');
  expect((await second.expose()).text).not.toContain('tts_connections_total{');
});

it('makes no new series of the codes that a client invents', async () => {
  const metrics = createMetrics({ process: false });
  for (const code of [1000, 3001, 3002, 4001, 4999]) metrics.connections.disconnected('p', code);
  const lines = (await metrics.expose()).text.split('\n').filter((line) => line.startsWith('tts_disconnects_total'));
  expect(lines).toEqual([
    'tts_disconnects_total{protocol="p",code="1000"} 1',
    'tts_disconnects_total{protocol="p",code="3xxx"} 2',
    'tts_disconnects_total{protocol="p",code="4xxx"} 2',
  ]);
});
