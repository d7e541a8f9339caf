import { describe, expect, it } from 'vitest';
import { talk } from './session.test.kit.js';

const spoken = { type: 'timestamps', timestamps: [{ text: 'old', start: 0, duration: 1 }] };
const done = (nonce: number, more = {}) => ({ type: 'reset_complete', nonce, ...more });

describe('a reset', () => {
  it('shares one count with the flushes', async () => {
    const { session, server } = await talk();
    expect([session.sendFlush(), session.sendReset(), session.sendFlush()]).toEqual([1, 2, 3]);
    expect(server.said).toEqual([
      { type: 'flush', nonce: 1 },
      { type: 'reset', nonce: 2 },
      { type: 'flush', nonce: 3 },
    ]);
  });

  it('keeps stale speech from the consumer, unread or still on its way, and answers to commands come through', async () => {
    const { session, server, rest } = await talk();
    session.sendFlush();
    server.say(10, spoken, { type: 'flush_complete', nonce: 1 }, 11);
    const nonce = session.sendReset();
    session.sendText('New.');
    session.sendFinish();
    server.say(12, spoken, done(nonce), 20, spoken);
    server.close(1000);
    expect(await rest()).toEqual([{ type: 'flush_complete', nonce: 1 }, done(nonce), 20, spoken]);
  });

  it('that follows another keeps everything away until its own answer', async () => {
    const { session, server, rest } = await talk();
    const first = session.sendReset();
    const second = session.sendReset();
    server.say(1, done(first), 2, done(second), 3);
    server.close(1000);
    expect(await rest()).toEqual([done(first), done(second), 3]);
  });

  it('tells what was heard, if it is told how far the listener got', async () => {
    const { session, server, rest } = await talk();
    const nonce = session.sendReset({ playedMs: 1234.4 });
    const heard = { text_spoken: 'Hello', text_remaining: ' there.', audio_ms: 1234 };
    server.say(done(nonce, { heard }));
    server.close(1000);
    expect(server.said).toEqual([{ type: 'reset', nonce: 1, played_ms: 1234 }]);
    expect(await rest()).toEqual([done(nonce, { heard })]);
  });

  it('asks for a report without knowing how far the listener got', async () => {
    const { session, server } = await talk();
    session.sendReset({ report: true });
    session.sendReset({ report: false });
    session.sendReset({ playedMs: 0 });
    expect(server.said).toEqual([
      { type: 'reset', nonce: 1, report: true },
      { type: 'reset', nonce: 2 },
      { type: 'reset', nonce: 3, played_ms: 0 },
    ]);
  });

  it('after a finish asks for a report, without which it would not be obeyed', async () => {
    const { session, server } = await talk();
    session.sendFinish();
    session.sendReset();
    expect(server.said).toEqual([{ type: 'finish' }, { type: 'reset', nonce: 1, report: true }]);
  });

  it.each([Number.NaN, -1, Number.POSITIVE_INFINITY])(
    'refuses %d as a duration, and changes nothing',
    async (playedMs) => {
      const { session, server, next } = await talk();
      server.say(7);
      expect(() => session.sendReset({ playedMs })).toThrow(/0 or more/);
      expect(server.said).toEqual([]);
      expect(await next()).toMatchObject({ type: 'audio' });
      expect(session.sendReset()).toBe(1);
    },
  );
});
