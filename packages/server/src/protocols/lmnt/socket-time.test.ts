import { describe, expect, it } from 'vitest';
import { SpeechError } from '../../errors.js';
import { fakeClock } from '../../testing/fake-clock.js';
import { socketPair } from '../../testing/socket-pair.js';
import { bytesOf, call, finish, flush, flushed, isAudio, isOf, sentence, text, texts } from './call.test.kit.js';
import { firstMessage } from './first-message.js';

describe('time', () => {
  it('LMNT 11 runs out for a client that says nothing at all', async () => {
    const talk = await call({ init: null });
    talk.clock.advance(10_000);
    expect(await talk.rest()).toEqual([
      {
        type: 'error',
        error: { type: 'invalid_request_error', message: 'no first message came within 10 seconds' },
        request_id: talk.visit.id,
      },
    ]);
    expect((await talk.client.closed).code).toBe(1002);
  });

  it('does not run out for a client that leaves without a word', async () => {
    const talk = await call({ init: null });
    talk.client.close(1006);
    await talk.ended;
    expect(talk.clock.waiting).toBe(0);
  });

  it('LMNT 17 is without end for a session that is idle', async () => {
    const talk = await call();
    await talk.next();
    talk.clock.advance(24 * 3_600_000);
    talk.say(text('Still there?'), finish);
    expect(bytesOf(await talk.rest())).toBeGreaterThan(0);
  });

  it('LMNT 17 ends an idle session where the operator wants it', async () => {
    const talk = await call({ options: { limits: { idleMinutes: 90 } } });
    await talk.next();
    talk.clock.advance(89 * 60_000);
    talk.say(flush(1));
    await talk.until(isOf('flush_complete'));
    talk.clock.advance(89 * 60_000);
    talk.say(text(''));
    await talk.soFar();
    talk.clock.advance(89 * 60_000);
    expect(await talk.soFar()).toEqual([]);
    talk.clock.advance(60_000);
    const error = { type: 'invalid_request_error', message: 'nothing was said for 90 minutes' };
    expect(await talk.rest()).toEqual([{ type: 'error', error, request_id: talk.visit.id }]);
    expect(talk.clock.waiting).toBe(0);
  });

  it('LMNT 17 takes a ping for a sign of life', async () => {
    const talk = await call({ options: { limits: { idleMinutes: 90 } } });
    await talk.next();
    for (let count = 0; count < 3; count += 1) {
      talk.clock.advance(60 * 60_000);
      talk.client.ping();
    }
    talk.say(text('Still there?'), finish);
    expect(bytesOf(await talk.rest())).toBeGreaterThan(0);
  });

  it('LMNT 17 sends a client that has said nothing away when the server stops', async () => {
    const talk = await call({ init: null });
    talk.drain();
    expect(await talk.rest()).toEqual([expect.objectContaining({ type: 'error' })]);
    expect((await talk.client.closed).code).toBe(1012);
    expect(talk.clock.waiting).toBe(0);
  });

  it('LMNT 17 does not wait for a client that comes while the server stops', async () => {
    const { server, client, drain } = socketPair();
    drain(new SpeechError('going-away', 'the server restarts'));
    await expect(firstMessage(server, 10, fakeClock())).rejects.toMatchObject({ code: 'going-away' });
    client.close();
  });

  it('LMNT 17 finishes what is spoken when the server stops, and then says why it closes', async () => {
    const talk = await call();
    talk.say(text(sentence), flush(1));
    await talk.until(isAudio);
    talk.drain();
    const error = { type: 'internal_server_error', message: expect.any(String) };
    expect(texts(await talk.rest())).toEqual([flushed(1), { type: 'error', error, request_id: talk.visit.id }]);
    expect((await talk.client.closed).code).toBe(1012);
  });
});
