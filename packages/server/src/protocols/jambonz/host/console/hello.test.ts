import { describe, expect, it } from 'vitest';
import { dialConsole, keyed, openDoors, readyConsole } from '../doors.test.kit.js';

const call = { type: 'call', application: 'agent' };

describe('a hello', () => {
  it('is answered with what this console is, and which applications there are', async () => {
    const { ready } = await readyConsole(await openDoors(), { name: 'desk', sample_rate: 8000 });
    expect(ready).toEqual({ type: 'ready', sample_rate: 8000, name: 'desk', applications: ['agent'] });
  });

  it('may leave everything out', async () => {
    const { ready } = await readyConsole(await openDoors());
    expect(ready).toMatchObject({ sample_rate: 24_000, name: 'console' });
  });

  it('comes first: nothing else is done before it, and it may still follow', async () => {
    const doors = await openDoors();
    const console = await dialConsole(doors);
    if (console instanceof Response) throw new Error('refused');
    console.say(call, { type: 'hello', sample_rate: 11_025 }, { type: 'hello' });
    expect(await console.hear()).toEqual({ type: 'error', error: 'say hello first' });
    expect((await console.hear()).error).toContain('8000, 16000, 24000 or 48000');
    expect((await console.hear()).type).toBe('ready');
    expect(doors.host.calls).toHaveLength(0);
  });

  it('is waited for ten seconds', async () => {
    const doors = await openDoors();
    const console = await dialConsole(doors);
    if (console instanceof Response) throw new Error('refused');
    await console.soFar();
    doors.clock.advance(9999);
    expect(await console.soFar()).toEqual([]);
    doors.clock.advance(1);
    expect(await console.hear()).toMatchObject({ type: 'error' });
    expect((await console.client.closed).code).toBe(1008);
    expect(doors.clock.waiting).toBe(0);
  });

  it('is said once', async () => {
    const console = await readyConsole(await openDoors());
    console.say({ type: 'hello' });
    expect(await console.hear()).toEqual({ type: 'error', error: 'hello was said already' });
  });

  it('leaves no timer behind', async () => {
    const doors = await openDoors();
    await readyConsole(doors);
    expect(doors.clock.waiting).toBe(0);
  });
});

describe('a key', () => {
  it('comes with the hello of a page', async () => {
    const doors = await openDoors({ speech: keyed });
    const { say, hear } = await readyConsole(doors, { key: 'key-of-ann' });
    say(call);
    await hear();
    expect(doors.host.calls[0]!.order.holder).toEqual({ id: 'ann' });
  });

  it('comes in a header of a program, which is refused before the upgrade', async () => {
    const doors = await openDoors({ speech: keyed });
    const refused = await dialConsole(doors, { authorization: 'Bearer nonsense' });
    expect(refused).toBeInstanceOf(Response);
    expect((refused as Response).status).toBe(401);
  });

  it('is asked for where the server needs one', async () => {
    const { ready, client } = await readyConsole(await openDoors({ speech: keyed }));
    expect(ready).toMatchObject({ type: 'error', error: 'the credential is not known' });
    expect((await client.closed).code).toBe(1008);
  });
});
