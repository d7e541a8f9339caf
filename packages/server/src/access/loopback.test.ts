import { describe, expect, it } from 'vitest';
import { createOutgoing } from './outgoing.js';
import { forbidden, guarded, listen } from './outgoing.test.kit.js';

describe('this machine, where it is allowed', () => {
  it('is reached on any port, and under any name that leads nowhere else', async () => {
    const server = await listen((_, response) => response.end('here'), {
      allowPrivate: [],
      ports: [443],
      allowLoopback: true,
    });
    const lookup = async () => [
      { address: '127.0.0.1', family: 4 },
      { address: '::1', family: 6 },
    ];
    const named = createOutgoing({ allowedHosts: [], allowLoopback: true, lookup });
    expect(await (await server.outgoing(`http://127.0.0.1:${server.port}/`)).text()).toBe('here');
    expect(await (await named(`http://agent.example:${server.port}/`)).text()).toBe('here');
  });

  it.each<[string, readonly string[]]>([
    ['http://two-faced.example:9999/', ['127.0.0.1', '93.184.216.34']],
    ['http://outside.example/', ['93.184.216.34']],
    ['http://inside.example:9999/', ['10.0.0.1']],
    ['http://nowhere.example:9999/', []],
    ['http://localhost:9999/', ['10.0.0.1']],
    ['http://0.0.0.0:9999/', []],
    ['http://10.0.0.1:9999/', []],
    ['http://[::ffff:10.0.0.1]:9999/', []],
    ['ftp://127.0.0.1/', []],
  ])('opens no way to %s at %j', async (url, addresses) => {
    const { outgoing } = guarded({ allowedHosts: [], allowLoopback: true }, addresses);
    await expect(outgoing(url)).rejects.toEqual(forbidden);
  });

  it('is reached by a listed name too, whose other ports stay closed', async () => {
    const rules = { allowedHosts: ['*.example'], allowLoopback: true };
    const { outgoing } = guarded(rules, ['93.184.216.34']);
    await expect(outgoing('http://good.example:22/')).rejects.toEqual(forbidden);
    const server = await listen((_, response) => response.end('here'));
    const here = guarded(rules, ['127.0.0.1']).outgoing;
    expect(await (await here(`http://good.example:${server.port}/`)).text()).toBe('here');
  });
});

describe('a check beforehand', () => {
  it.each([
    ['http://good.example/', ['93.184.216.34'], true],
    ['http://good.example/', [], true],
    ['no URL', [], true],
    ['http://good.example/', ['10.0.0.1'], false],
    ['http://other.example/', ['93.184.216.34'], false],
  ])('of %s at %j passes: %s', async (url, addresses, passes) => {
    const { outgoing } = guarded({ allowedHosts: ['good.example'] }, addresses);
    const check = outgoing.check?.(url);
    if (passes) await check;
    else await expect(check).rejects.toEqual(forbidden);
  });
});
