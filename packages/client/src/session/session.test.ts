import { describe, expect, it } from 'vitest';
import { GlottisError } from '../errors.js';
import { connecting, ready, talk } from './session.test.kit.js';

describe('opening', () => {
  it('takes everything at once, and says it in order when the socket is open', async () => {
    const { session, server } = await connecting({ format: 'pcm_s16le', language: 'en', return_timestamps: true });
    session.sendText('Hello ');
    expect(session.sendFlush()).toBe(1);
    session.sendFinish();
    expect(server.url).toBe('ws://h/v1/ai/speech/stream');
    expect(server.said).toEqual([]);
    server.open();
    expect(server.said).toEqual([
      {
        'X-API-Key': 'k',
        'lmnt-version': '1.2',
        voice: 'leah',
        format: 'pcm_s16le',
        language: 'en',
        return_timestamps: true,
        glottis: { window_bytes: 262_144, text_window: true },
      },
      { type: 'text', text: 'Hello ' },
      { type: 'flush', nonce: 1 },
      { type: 'finish' },
    ]);
  });

  it('says nothing of windows to servers that know none', async () => {
    const { server } = await connecting({ window: false, sample_rate: 16_000, speed: 1.2 });
    server.open();
    expect(server.said).toEqual([
      { 'X-API-Key': 'k', 'lmnt-version': '1.2', voice: 'leah', sample_rate: 16_000, speed: 1.2 },
    ]);
  });

  it.each([{ window: 0 }, { window: 1.5 }, { window: 1000, maxUnreadBytes: 1999 }, { maxUnreadBytes: Number.NaN }])(
    'refuses bounds that contradict each other: %o',
    async (params) => {
      await expect(connecting(params)).rejects.toBeInstanceOf(GlottisError);
    },
  );

  it('tells the request id as soon as it is known', async () => {
    const { session, server, next } = await connecting();
    expect(session.requestId).toBeUndefined();
    server.open();
    server.say(ready);
    expect(await next()).toEqual(ready);
    expect(session.requestId).toBe('r1');
  });
});

describe('messages', () => {
  it('come in the order of the wire, and end when the server closes with 1000', async () => {
    const { server, rest } = await talk();
    const timestamps = { type: 'timestamps', timestamps: [{ text: 'Hi', start: 0, duration: 0.2 }] };
    server.say(4, timestamps, { type: 'flush_complete', nonce: 1 }, 2);
    server.close(1000);
    expect(await rest()).toEqual([4, timestamps, { type: 'flush_complete', nonce: 1 }, 2]);
  });

  it('of a type that nobody knows are passed over, and fields that nobody knows are kept', async () => {
    const { server, rest } = await talk();
    server.say({ type: 'news' }, {}, { type: 'flush_complete', nonce: 1, more: true }, { type: 'timestamps' });
    server.close(1000);
    expect(await rest()).toEqual([
      { type: 'flush_complete', nonce: 1, more: true },
      { type: 'timestamps', timestamps: [] },
    ]);
  });

  it.each(['no json', '7', 'null', '{"type":"flush_complete"}', '{"type":"reset_complete","nonce":"1"}'])(
    'that are broken end the session: %s',
    async (broken) => {
      const { server, next } = await talk();
      server.say(broken);
      await expect(next()).rejects.toBeInstanceOf(GlottisError);
      expect(server.closedWith).toBe(1000);
    },
  );

  it('are handed out once, and a later loop goes on where the first was left', async () => {
    const { session, server } = await talk();
    server.say(1, { type: 'flush_complete', nonce: 1 }, 3);
    for await (const message of session) if (message.type === 'flush_complete') break;
    for await (const message of session) {
      expect(message).toMatchObject({ type: 'audio', audio: new Uint8Array(3) });
      break;
    }
    expect(server.closedWith).toBeUndefined();
  });

  it('wake everybody who waits', async () => {
    const { session, server } = await talk();
    const loops = [session, session].map((loop) => loop[Symbol.asyncIterator]().next());
    server.say(1);
    server.close(1000);
    const results = await Promise.all(loops);
    expect(results.map(({ done }) => done).sort()).toEqual([false, true]);
  });
});

describe('text', () => {
  it('is never cut through a character, however long it is', async () => {
    const { session, server } = await talk();
    const text = `a${'😀'.repeat(10_000)}`;
    session.sendText(text);
    const pieces = server.said.map((message) => String(message.text));
    expect(pieces.join('')).toBe(text);
    expect(pieces.length).toBeGreaterThan(1);
    for (const piece of pieces) expect(piece).not.toMatch(/^[\udc00-\udfff]|[\ud800-\udbff]$/);
  });

  it('that was cut by the caller stays as it is, and empty text is not sent', async () => {
    const { session, server } = await talk();
    for (const text of ['\ud83d', '', '\ude00']) session.sendText(text);
    expect(server.said.map((message) => message.text).join('')).toBe('😀');
    expect(server.said).toHaveLength(2);
  });

  it('and flushes cannot follow the end of the text, while a reset can', async () => {
    const { session, server } = await talk();
    session.sendFinish();
    session.sendFinish();
    expect(() => session.sendText('more')).toThrow(GlottisError);
    expect(() => session.sendFlush()).toThrow(GlottisError);
    session.sendReset();
    expect(server.said).toEqual([{ type: 'finish' }, { type: 'reset', nonce: 1, report: true }]);
  });

  it('is drained when it has left the machine', async () => {
    const { session, server } = await talk();
    server.unsent = 16_384;
    await session.drained();
    let drained = false;
    const draining = session.drained(0).then(() => {
      drained = true;
    });
    await new Promise(setImmediate);
    expect(drained).toBe(false);
    server.unsent = 0;
    await draining;
  });

  it('is drained also when the session ends before it has left', async () => {
    const { session, server } = await talk();
    server.unsent = 1_000_000;
    const draining = session.drained();
    server.close(1006);
    await draining;
  });

  it('that nobody transports ends the session instead of piling up', async () => {
    const { session, server, next } = await talk();
    server.unsent = 16 * 1024 * 1024 + 1;
    session.sendText('one more');
    await expect(next()).rejects.toThrow(/drained/);
  });

  it('does nothing after the end, whatever the end was', async () => {
    const { session, server } = await talk();
    server.close(1006);
    session.sendText('Hello');
    session.sendReset();
    session.sendFinish();
    expect(server.said).toEqual([]);
  });
});
