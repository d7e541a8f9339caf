/** One of LMNT's clients for Node that speak the oldest dialect, unmodified. Its sockets are redirected. */

import { Lmnt, toFile } from 'lmnt-node-2.4';
import { afterAll, beforeAll } from 'vitest';
import { lmntRestSuite } from '../support/lmnt-rest-suite.js';
import { sdk24 } from '../support/lmnt-sdks.js';
import { lmntSessionSuite } from '../support/lmnt-session-suite.js';
import { lmntSettings } from '../support/lmnt-settings.js';
import { type TestServer, testServer } from '../support/test-server.js';

let server: TestServer;
beforeAll(async () => {
  server = await testServer(lmntSettings);
});
afterAll(() => server.close());

lmntSessionSuite(sdk24, () => server);

lmntRestSuite(
  {
    name: 'lmnt-node 2.4',
    sdk: Lmnt as never,
    formats: { mp3: 'mp3', mulaw: 'ulaw', raw: 'pcm_s16le', wav: 'wav', aac: 'aac' },
    generation: 'older',
    declined: {
      'a voice of one’s own': async (client) =>
        older(client).voices.create({ files: [await recording()], metadata: '{"name":"Me","enhance":false}' }),
      'another’s voice with one’s own words': async (client) =>
        older(client).speech.convert({ audio: await recording(), voice: 'leah', format: 'mp3', language: 'en' }),
    },
  },
  () => server,
);

function older(client: unknown): Lmnt {
  return client as Lmnt;
}

function recording() {
  return toFile(Buffer.from('RIFF'), 'me.wav');
}
