import { describe, expect, it } from 'vitest';
import { SpeechError } from '../../../../errors.js';
import { answered, completed, configured, openDoors, readyConsole } from '../doors.test.kit.js';

const call = { type: 'call', application: 'agent' };

/** A console with a call that was just placed, its `calling` taken. */
async function calling(hello: object = {}, order: object = call) {
  const doors = await openDoors();
  const console = await readyConsole(doors, hello);
  console.say(order);
  const announced = await console.hear();
  return { ...doors, ...console, announced, placed: doors.host.calls.at(-1)! };
}

describe('a message that makes no sense', () => {
  it.each<[string, string | Uint8Array | object, string]>([
    ['no JSON', '{', 'not JSON'],
    ['no object', '[]', 'not a JSON object'],
    ['binary', new Uint8Array([1]), 'not binary'],
    ['an unknown type', { type: 'dance' }, 'use hello, describe, call'],
    ['no type', {}, '`type`'],
    ['a missing field', { type: 'call' }, '`application`'],
    ['a field of another kind', { type: 'say', text: 1 }, '`text`'],
    ['a text without end', { type: 'say', text: 'a'.repeat(5000) }, '`text`'],
    ['an application of another name', { ...call, application: 'agnet' }, 'did you mean agent?'],
    ['a webhook', { ...call, application: 'https://agent.example/' }, 'ws:// or wss://'],
    ['something done to no call', { type: 'press', digit: '1' }, 'there is no call'],
    ['an answer to nothing', { type: 'answer' }, 'no call is ringing'],
    ['a hang-up of nothing', { type: 'hangup' }, 'there is no call'],
  ])('is answered, and disturbs nothing: %s', async (_, message, words) => {
    const console = await readyConsole(await openDoors());
    console.say(message, call);
    const error = await console.hear();
    expect(error.type).toBe('error');
    expect(error.error).toContain(words);
    expect((await console.hear()).type).toBe('calling');
  });

  it('is not quoted back', async () => {
    const console = await readyConsole(await openDoors());
    console.say({ ...call, password: { secret: 'swordfish' } });
    expect(JSON.stringify(await console.hear())).not.toContain('swordfish');
  });
});

describe('a call', () => {
  it('is placed to a configured application as the operator trusts it, with its variables under those of the page', async () => {
    const { placed, announced } = await calling({}, { ...call, username: 'me', env_vars: { TONE: 'stern' } });
    expect(announced).toEqual({ type: 'calling', call_sid: placed.sid });
    const { envVars, ...application } = configured;
    expect(placed.order).toMatchObject({
      application: { ...application, trusted: true },
      direction: 'inbound',
      from: 'console',
      to: 'agent',
      envVars: { ...envVars, TONE: 'stern' },
    });
  });

  it('is placed to an address as nobody trusts it, with the credentials of the page', async () => {
    const order = {
      ...call,
      application: 'ws://localhost:3000/a?b',
      username: 'me',
      password: 'pw',
      from: 'x',
      to: 'y',
    };
    const { placed } = await calling({}, order);
    expect(placed.order).toMatchObject({
      application: { url: 'ws://localhost:3000/a?b', username: 'me', password: 'pw', trusted: false },
      from: 'x',
      to: 'y',
    });
    expect(placed.order.envVars).toBeUndefined();
  });

  it('is heard as 16 bit samples at the rate of the hello, and hushed in its place', async () => {
    const { placed, soFar } = await calling({ sample_rate: 16_000 });
    const { phone } = placed.order;
    expect(phone.sampleRate).toBe(16_000);
    phone.hear(new Int16Array([1, -2]), 0);
    phone.hush();
    phone.hear(new Int16Array([256]), 40);
    expect(await soFar()).toEqual([
      { type: 'audio', data: [1, 0, 254, 255] },
      { type: 'hush' },
      { type: 'audio', data: [0, 1] },
    ]);
  });

  it('shows every message of both directions as it went over the wire, and when', async () => {
    const { placed, soFar, clock } = await calling();
    placed.order.observer!.onSent!('{"type":"session:new"}');
    clock.advance(250);
    placed.order.observer!.onReceived!('{"type":"ack"}');
    placed.order.observer!.onProblem!('the voice failed');
    expect(await soFar()).toEqual([
      { type: 'log', direction: 'to-app', text: '{"type":"session:new"}', at_ms: 0 },
      { type: 'log', direction: 'from-app', text: '{"type":"ack"}', at_ms: 250 },
      { type: 'error', error: 'the voice failed' },
    ]);
  });

  it('shows there which variables the operator configured, and not their values', async () => {
    const { placed, soFar } = await calling({}, { ...call, env_vars: { TONE: 'stern' } });
    placed.order.observer!.onSent!(JSON.stringify({ data: { env_vars: placed.order.envVars } }));
    const [{ text }] = (await soFar()) as unknown as [{ text: string }];
    expect(JSON.parse(text)).toEqual({ data: { env_vars: { GREETING: '•••', TONE: 'stern' } } });
  });

  it('does what its user does', async () => {
    const { placed, say, soFar } = await calling();
    say(
      { type: 'press', digit: '5' },
      { type: 'say', text: 'hel', final: false },
      { type: 'say', text: 'hello' },
      { type: 'interrupt' },
      { type: 'press', digit: 'Q' },
      { type: 'hangup' },
    );
    expect(await soFar()).toEqual([{ type: 'error', error: 'that is no key' }]);
    expect(placed.deeds).toEqual(['press 5', 'say hel', 'say hello!', 'interrupt', 'hang up']);
  });

  it('is the only one, until its last status', async () => {
    const { placed, host, say, hear, soFar } = await calling();
    say(call);
    expect((await hear()).error).toContain('hang up first');
    placed.become(answered);
    placed.become(completed);
    expect(await soFar()).toEqual([
      { type: 'status', call_sid: 'call-1', call_status: 'in-progress', sip_status: 200, sip_reason: 'OK' },
      {
        type: 'status',
        call_sid: 'call-1',
        call_status: 'completed',
        sip_status: 200,
        sip_reason: 'OK',
        duration: 7,
        call_termination_by: 'caller',
      },
    ]);
    placed.order.phone.hear(new Int16Array(1), 0);
    say(call);
    expect(await hear()).toEqual({ type: 'calling', call_sid: 'call-2' });
    expect(host.calls).toHaveLength(2);
  });

  it('is refused in words where the host takes no more', async () => {
    const doors = await openDoors();
    doors.host.refuseWith(new SpeechError('overloaded', 'too many calls'));
    const { say, hear } = await readyConsole(doors);
    say(call, { type: 'hangup' });
    expect(await hear()).toEqual({ type: 'error', error: 'too many calls' });
    expect((await hear()).error).toBe('there is no call');
  });

  it('ends with its console', async () => {
    const { placed, client, ended } = await calling();
    client.close(1001);
    await ended;
    expect(placed.deeds).toEqual(['hang up']);
  });

  it('may end as it would while the server stops; then the console is sent away', async () => {
    const { placed, drain, soFar, client } = await calling();
    drain();
    expect(await soFar()).toEqual([]);
    placed.become(completed);
    expect((await client.closed).code).toBe(1012);
    expect(placed.deeds).toEqual([]);
  });
});

describe('a console', () => {
  it('is sent away at once by a server that stops, where it has no call', async () => {
    const { drain, client } = await readyConsole(await openDoors());
    drain();
    expect((await client.closed).code).toBe(1012);
  });

  it('that does not read is cut off rather than waited for', async () => {
    const { placed, client, ended } = await calling();
    client.stall();
    const samples = new Int16Array(50_000);
    for (let piece = 0; piece < 12; piece += 1) placed.order.phone.hear(samples, piece);
    await ended;
    expect((await client.closed).code).toBe(1013);
    expect(placed.deeds).toEqual(['hang up']);
  });

  it('that reads late, but reads, misses nothing', async () => {
    const { placed, client, soFar } = await calling();
    client.stall();
    for (let piece = 0; piece < 10; piece += 1) placed.order.phone.hear(new Int16Array(50_000), piece);
    await soFar();
    client.resume();
    await soFar();
    for (let piece = 0; piece < 10; piece += 1) placed.order.phone.hear(new Int16Array(50_000), piece);
    expect(await soFar()).toHaveLength(10);
  });
});
