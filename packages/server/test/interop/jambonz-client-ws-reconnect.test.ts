/** An application on jambonz' former client, unmodified and in a process of its own, whose connection breaks. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appProcess } from '../support/jambonz-app-process.js';
import { callFrom, hostServer, modes } from '../support/jambonz-host.js';
import { untilSaid } from '../support/jambonz-voice.js';
import type { TestServer } from '../support/test-server.js';

const stream = { verb: 'config', ttsStream: { enable: true } };

describe.each(modes)('jambonz client-ws, a connection that breaks, %s', (mode) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await hostServer({ mode, answerMs: 500 });
  });
  afterAll(() => server.close());

  it.each<['cut' | 'close']>([['cut'], ['close']])(
    'has its call back after a %s, where it listens for it',
    async (how) => {
      const app = await appProcess('client-ws');
      const console = await callFrom(server, app.address);
      const { call_sid } = await app.next('session:new');
      app.do({ do: 'send', verbs: [stream] });
      await app.next('stream_open');
      // The client closes without a code, which says no more than a connection that breaks.
      app.do({ do: how });
      expect(await app.next('session:reconnect')).toMatchObject({ call_sid });
      app.do({ do: 'send', verbs: [] });
      app.do({ do: 'tokens', texts: ['Here we', ' are again.'] });
      app.do({ do: 'flush' });
      expect((await app.next('tokens')).outcomes).toEqual(['ok', 'ok']);
      await untilSaid(console, 'Here we are again.', 'quick');
    },
  );

  it('that is deaf to that never acknowledges it, which only jambonz hangs up for', async () => {
    const app = await appProcess('client-ws');
    const console = await callFrom(server, `${app.address}deaf`);
    await app.next('session:new');
    app.do({ do: 'send', verbs: [stream] });
    await app.next('stream_open');
    app.do({ do: 'cut' });
    const told = await console.until('error');
    expect(told.names).toContain('→ session:reconnect');
    if (mode === 'exact') {
      expect((await console.until('completed')).last.data).toMatchObject({ call_termination_by: 'jambonz' });
      return;
    }
    console.hangUp();
    expect((await console.until('completed')).last.data).toMatchObject({ call_termination_by: 'caller' });
  });
});
