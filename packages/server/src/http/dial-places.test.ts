import { describe, expect, it } from 'vitest';
import { application, dialer, failing, options } from './dial.test.kit.js';

describe('what may be dialled', () => {
  it.each([
    'http://127.0.0.1/',
    'wss://10.0.0.1/',
    'ws://169.254.169.254/',
    'ws://93.184.216.34/',
    'ws://good.example:22/',
    'nonsense',
    '',
  ])('not "%s"', async (url) => {
    const rules = { allowedHosts: ['good.example'], lookup: async () => [{ address: '93.184.216.34', family: 4 }] };
    await expect(dialer({ rules }).dial(url, options)).rejects.toEqual(failing('forbidden'));
  });

  it('not this machine, unless that is allowed or the operator wrote it', async () => {
    const there = await application();
    const { dial } = dialer({ rules: { allowedHosts: ['*'] } });
    await expect(dial(there.url, options)).rejects.toEqual(failing('forbidden'));
    expect((await dial(there.url, { ...options, trusted: true })).signal.aborted).toBe(false);
  });

  it('the address that was checked, however the name server changes its mind', async () => {
    const there = await application();
    const answers = ['127.0.0.1', '10.0.0.1', '10.0.0.1'];
    let asked = 0;
    const lookup = async () => [{ address: answers[asked++] ?? '', family: 4 }];
    const { dial } = dialer({ rules: { allowedHosts: [], allowLoopback: true, lookup } });
    await dial(`ws://app.example:${there.port}/`, options);
    expect([asked, there.requests[0]?.headers.host]).toEqual([1, `app.example:${there.port}`]);
  });
});

describe('redirects', () => {
  const leadingTo = (location: () => string) => application({ answer: () => `302 Found\r\nLocation: ${location()}` });

  it('are followed as far as the caller wants', async () => {
    const there = await application({
      answer: ({ url }) => (url === '/3' ? undefined : `307 On\r\nLocation: /${Number(url?.slice(1)) + 1}`),
    });
    const { dial } = dialer();
    await expect(dial(`${there.url}/0`, { ...options, maxRedirects: 2 })).rejects.toEqual(
      failing('refused', { status: 307 }),
    );
    await dial(`${there.url}/1`, { ...options, maxRedirects: 2 });
    expect(there.requests.map(({ url }) => url)).toEqual(['/0', '/1', '/2', '/1', '/2', '/3']);
  });

  it('take the credentials along to the same host only', async () => {
    const end = await application();
    const there = await application({
      answer: ({ url }) => (url === '/again' ? `302 Found\r\nLocation: ${end.url}` : '302 Found\r\nLocation: /again'),
    });
    const headers = { Authorization: 'Basic eDp5', cookie: 'a=b', 'x-mine': 'yes' };
    await dialer().dial(there.url, { ...options, maxRedirects: 2, headers });
    expect(there.requests.map((request) => request.headers.authorization)).toEqual(['Basic eDp5', 'Basic eDp5']);
    expect(end.requests[0]?.headers).toMatchObject({ 'x-mine': 'yes' });
    expect(end.requests[0]?.headers).not.toHaveProperty('authorization');
    expect(end.requests[0]?.headers).not.toHaveProperty('cookie');
  });

  it('lead nowhere that the caller could not have gone', async () => {
    const inside = await leadingTo(() => 'http://10.0.0.1/');
    const dialled = dialer().dial(inside.url, { ...options, maxRedirects: 1 });
    await expect(dialled).rejects.toEqual(failing('forbidden'));
  });

  it("do not take the operator's trust along to another host", async () => {
    const end = await application();
    const there = await leadingTo(() => end.url);
    const { dial } = dialer({ rules: { allowedHosts: [] } });
    const dialled = dial(there.url, { ...options, maxRedirects: 1, trusted: true });
    await expect(dialled).rejects.toEqual(failing('forbidden'));
    expect(end.requests).toEqual([]);
  });
});
