import { describe, expect, it } from 'vitest';
import type { Outgoing } from '../../access/outgoing.js';
import { SpeechError, type SpeechErrorCode } from '../../errors.js';
import { request } from '../../testing/dial.js';
import { type FakeClock, fakeClock } from '../../testing/fake-clock.js';
import { testSpeech } from '../../testing/test-speech.js';
import type { ProtocolTools } from '../definition.js';
import type { Protocol } from '../protocol.js';
import { deepgram } from './index.js';
import { deepgramOptions } from './options.js';

const query = 'encoding=linear16&container=none&sample_rate=24000';
const speechBytes = 'Hello there.'.length * 50 * 24 * 2;

interface Received {
  readonly url: string;
  readonly method: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: number;
}

async function post(callback: string, tools: Partial<ProtocolTools>) {
  return postTo(deepgram(deepgramOptions.parse({}), tools), callback);
}

async function postTo(protocol: Protocol, callback = 'https://hooks.example/audio') {
  const url = `http://localhost/v1/speak?${query}&callback=${encodeURIComponent(callback)}`;
  return request(protocol, await testSpeech(), new Request(url, { method: 'POST', body: 'Hello there.' }));
}

/** A host that answers with one status after the other, the last for ever. */
function host(...statuses: number[]) {
  const received: Received[] = [];
  let tell: (() => void) | undefined;
  const outgoing: Outgoing = async (url, { method, headers = {}, body } = {}) => {
    let bytes = 0;
    for await (const chunk of body as AsyncIterable<Uint8Array>) bytes += chunk.length;
    received.push({ url, method, headers, bytes });
    tell?.();
    return new Response(null, { status: statuses[Math.min(received.length, statuses.length) - 1] ?? 200 });
  };
  const count = async (wanted: number) => {
    while (received.length < wanted)
      await new Promise<void>((resolve) => {
        tell = resolve;
      });
    return received;
  };
  return { outgoing, count };
}

async function passRetry(clock: FakeClock): Promise<void> {
  while (clock.waiting === 0) await new Promise(setImmediate);
  clock.advance(30_000);
}

describe('a callback', () => {
  it('is answered with the request id, and gets the audio', async () => {
    const { outgoing, count } = host(200);
    const response = await post('https://hooks.example/audio', { outgoing });
    const id = response.headers.get('dg-request-id');
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ request_id: id });
    const [delivery] = await count(1);
    expect(delivery).toEqual({
      url: 'https://hooks.example/audio',
      method: 'POST',
      headers: { 'content-type': 'audio/l16;rate=24000', 'dg-request-id': id, 'dg-token': 'anonymous' },
      bytes: speechBytes,
    });
  });

  it('goes to its URL as it was given, with the name and password in it', async () => {
    const { outgoing, count } = host(200);
    await post('https://us%20er:pass@hooks.example/audio?a=b', { outgoing });
    expect(await count(1)).toMatchObject([{ url: 'https://us%20er:pass@hooks.example/audio?a=b' }]);
  });

  it('is tried again half a minute later, with all of the audio', async () => {
    const clock = fakeClock();
    const { outgoing, count } = host(503, 200);
    await post('https://hooks.example/audio', { outgoing, clock });
    await count(1);
    await passRetry(clock);
    expect((await count(2)).map(({ bytes }) => bytes)).toEqual([speechBytes, speechBytes]);
  });

  it('is given up after ten more attempts, which is reported', async () => {
    const clock = fakeClock();
    const { outgoing, count } = host(500);
    const reported = new Promise<{ cause: unknown; requestId: string }>((resolve) => {
      const warn = (_: string, cause: unknown, requestId: string) => resolve({ cause, requestId });
      void post('https://hooks.example/audio', { outgoing, clock, warn });
    });
    for (let retry = 0; retry < 10; retry += 1) await passRetry(clock);
    expect(String((await reported).cause)).toContain('500');
    expect(await count(11)).toHaveLength(11);
    expect(clock.waiting).toBe(0);
  });

  it('is not tried again where the operator does not allow it', async () => {
    const forbidden: Outgoing = async () => Promise.reject(new SpeechError('forbidden', 'not allowed'));
    const failure = await new Promise<unknown>((resolve) => {
      const warn = (_: string, cause: unknown) => resolve(cause);
      void post('https://hooks.example/audio', { outgoing: forbidden, warn, clock: fakeClock() });
    });
    expect(failure).toMatchObject({ code: 'forbidden' });
  });

  it('is refused at once where it is known that its host is not allowed', async () => {
    const { outgoing, count } = host(200);
    const check = async () => Promise.reject(new SpeechError('forbidden', 'not allowed'));
    const response = await post('https://hooks.example/audio', { outgoing: Object.assign(outgoing, { check }) });
    expect(response.status).toBe(403);
    expect(await count(0)).toHaveLength(0);
  });

  it('is refused while no host is allowed', async () => {
    const response = await post('https://hooks.example/audio', {});
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ err_msg: expect.stringContaining('its operator has allowed none') });
  });

  it('is refused while too many wait', async () => {
    const never: Outgoing = () => new Promise(() => undefined);
    const protocol = deepgram(deepgramOptions.parse({}), { outgoing: never });
    const speech = await testSpeech();
    const ask = () => {
      const url = `http://localhost/v1/speak?callback=http%3A%2F%2Fa.example&${query}`;
      return request(protocol, speech, new Request(url, { method: 'POST', body: 'Hi' }));
    };
    for (let count = 0; count < 100; count += 1) expect((await ask()).status).toBe(200);
    const response = await ask();
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('1');
  });
});

describe('a callback whose server stops', () => {
  const never = () => new AbortController().signal;

  /** A server that writes down which callbacks it lost, and why. */
  function stopping(outgoing: Outgoing) {
    const clock = fakeClock();
    const lost: { readonly requestId: string; readonly code: SpeechErrorCode }[] = [];
    const warn = (_: string, cause: unknown, requestId: string) =>
      void lost.push({ requestId, code: SpeechError.from(cause).code });
    return { protocol: deepgram(deepgramOptions.parse({}), { outgoing, clock, warn }), clock, lost };
  }

  it('is not waited for when it would be tried again later, and reported once', async () => {
    const { outgoing, count } = host(503);
    const { protocol, clock, lost } = stopping(outgoing);
    const answers = [await postTo(protocol), await postTo(protocol)];
    while (clock.waiting < 2) await new Promise(setImmediate);
    await protocol.close?.(never());
    const ids = answers.map(({ headers }) => headers.get('dg-request-id'));
    expect(lost).toEqual(ids.map((requestId) => ({ requestId, code: 'going-away' })));
    expect(clock.waiting).toBe(0);
    expect(await count(2)).toHaveLength(2);
  });

  it.each([
    [200, []],
    [503, ['going-away']],
  ])('may finish what is under way, which is not tried again: %i', async (status, codes) => {
    let respond: (response: Response) => void = () => undefined;
    const response = new Promise<Response>((resolve) => {
      respond = resolve;
    });
    const { protocol, clock, lost } = stopping(() => response);
    await postTo(protocol);
    const closed = protocol.close?.(never());
    respond(new Response(null, { status }));
    await closed;
    expect(lost.map(({ code }) => code)).toEqual(codes);
    expect(clock.waiting).toBe(0);
  });

  it.each(['before', 'after'])('ends with a deadline that comes %s the stop, however slow its host', async (when) => {
    const deadline = new AbortController();
    const signals: (AbortSignal | undefined)[] = [];
    const { protocol, lost } = stopping((_, { signal } = {}) => {
      signals.push(signal);
      return new Promise(() => undefined);
    });
    await postTo(protocol);
    while (signals.length === 0) await new Promise(setImmediate);
    if (when === 'before') deadline.abort();
    const closed = protocol.close?.(deadline.signal);
    deadline.abort();
    await closed;
    expect(lost).toMatchObject([{ code: 'going-away' }]);
    expect(signals).toMatchObject([{ aborted: true }]);
  });

  it('is not taken any more', async () => {
    const { outgoing, count } = host(200);
    const { protocol } = stopping(outgoing);
    await protocol.close?.(never());
    const response = await postTo(protocol);
    expect(response.status).toBe(503);
    expect(await count(0)).toHaveLength(0);
  });
});
