import { describe, expect, it } from 'vitest';
import { createAccess } from '../../access/credentials.js';
import { lmntVoices } from '../../voices/lmnt.js';
import { type Asking, current, server } from './rest.test.kit.js';

interface Voice {
  readonly id: string;
  readonly name: string;
  readonly owner: string;
  readonly state: string;
  readonly gender: string;
  readonly starred: boolean;
  readonly [field: string]: unknown;
}

const json = async <Body>(response: Response) => {
  expect(response.headers.get('content-type')).toContain('application/json');
  expect(response.headers.has('request-id')).toBe(true);
  return (await response.json()) as Body;
};

async function client(setting: Parameters<typeof server>[0] = {}, headers: Record<string, string> = current) {
  const { ask } = await server(setting);
  const at = (path: string, asking: Asking = {}) => ask({ path: `/v1/ai/voice${path}`, headers, ...asking });
  return {
    at,
    list: async (query = '') => json<Voice[]>(await at(`/list${query}`)),
    retrieve: async (id: string) => json<Voice>(await at(`/${id}`)),
    update: async (id: string, body: object) => json<{ voice: Voice }>(await at(`/${id}`, { method: 'PUT', body })),
  };
}

describe('the list of voices', () => {
  it("14 is bare, and has LMNT's names as well as the engines' own voices", async () => {
    const { list } = await client();
    const voices = await list();
    expect(voices.map(({ id }) => id)).toEqual([
      ...lmntVoices.map(({ name }) => name),
      'tone/en/female',
      'tone/en/male',
    ]);
    expect(voices[0]).toEqual({
      id: 'leah',
      name: 'Leah',
      owner: 'system',
      state: 'ready',
      type: 'instant',
      description: 'en-US, spoken by tone/en/female',
      gender: 'female',
      starred: false,
      tags: [],
    });
    expect(voices.at(-1)).toMatchObject({ id: 'tone/en/male', name: 'Tone (male)', gender: 'male' });
  });

  it.each([
    ['?owner=system', 48],
    ['?owner=all&starred=False', 48],
    ['?owner=&starred=', 48],
    ['?owner=me', 0],
    ['?starred=true', 0],
  ])('has by %s as many as %i', async (query, count) => {
    const { list } = await client();
    expect(await list(query)).toHaveLength(count);
  });

  it.each(['true', 'True', 'TRUE'])('has the starred ones by %s', async (starred) => {
    const { list, update } = await client();
    await update('zeke', { starred: true });
    expect((await list(`?starred=${starred}`)).map(({ id }) => id)).toEqual(['zeke']);
    expect(await list(`?starred=${starred}&owner=me`)).toEqual([]);
    await update('zeke', { starred: false });
    expect(await list(`?starred=${starred}`)).toEqual([]);
  });

  it('refuses an owner that nobody is', async () => {
    const { at } = await client();
    expect((await at('/list?owner=you')).status).toBe(400);
  });
});

describe('a voice', () => {
  it('14 comes unwrapped', async () => {
    const { retrieve, list } = await client();
    expect(await retrieve('leah')).toEqual((await list())[0]);
  });

  it('is found by an id with slashes, and however it is written', async () => {
    const { retrieve } = await client();
    expect(await retrieve('tone/en/male')).toMatchObject({ id: 'tone/en/male' });
    expect(await retrieve('tone%2Fen%2Fmale')).toMatchObject({ id: 'tone/en/male' });
    expect(await retrieve('LEAH')).toMatchObject({ id: 'leah' });
  });

  it.each(['9c4a8f2b3e1d7c40', '480dd7fe-d9f2-45ef-bece-df09f5e2f5fa'])(
    'that was cloned as %s is the one that stands in for it, unless the operator is strict',
    async (id) => {
      const { retrieve } = await client();
      const standIn = { id, owner: 'me', state: 'ready', description: 'en-US, spoken by tone/en/female' };
      expect(await retrieve(id)).toMatchObject(standIn);
      const { at } = await client({ parts: { strict: true } });
      for (const method of ['GET', 'DELETE', 'PUT'] as const) {
        const response = await at(`/${id}`, { method });
        expect(response.status).toBe(404);
        expect(await response.json()).toMatchObject({ error: { type: 'not_found_error' } });
      }
    },
  );

  it('is not found by an id that is too long to be one', async () => {
    const { at } = await client();
    expect((await at(`/${'x'.repeat(129)}`)).status).toBe(404);
  });
});

describe('what is written on a voice', () => {
  it('14 comes back wrapped, and stays', async () => {
    const { retrieve, update, list } = await client();
    const labels = { name: 'Our Leah', description: 'for the hotline', gender: 'nonbinary', tags: ['a', 'b'] };
    const { voice } = await update('leah', { ...labels, starred: true, unfreeze: true });
    expect(voice).toMatchObject({ id: 'leah', owner: 'system', ...labels, starred: true });
    expect(voice).not.toHaveProperty('unfreeze');
    expect(await retrieve('leah')).toEqual(voice);
    expect((await list())[0]).toEqual(voice);
  });

  it('changes only by what is given, which may be nothing', async () => {
    const { at, retrieve, update } = await client();
    await update('leah', { name: 'A', starred: true });
    await update('LEAH', { name: 'B', description: null });
    await update('leah', {});
    await at('/leah', { method: 'PUT', headers: { ...current, 'content-type': 'application/json' } });
    expect(await retrieve('leah')).toMatchObject({
      name: 'B',
      starred: true,
      description: expect.stringContaining('en-US'),
    });
  });

  it('does not change how it sounds', async () => {
    const { ask, synthesizer } = await server();
    const body = { gender: 'male', name: 'zeke' };
    await ask({ method: 'PUT', path: '/v1/ai/voice/leah', body, headers: current });
    const response = await ask({ method: 'POST', body: { text: 'Hello.', voice: 'leah' } });
    await response.arrayBuffer();
    expect(synthesizer.calls[0]?.request.voice).toMatchObject({ name: 'leah', gender: 'female' });
  });

  it('is each key’s own', async () => {
    const access = createAccess({ apiKeys: [{ key: 'a' }, { key: 'b' }] });
    const { ask } = await server({ parts: { access } });
    const as = (key: string, asking: Asking = {}) =>
      ask({ path: '/v1/ai/voice/leah', headers: { 'x-api-key': key }, ...asking });
    await as('a', { method: 'PUT', body: { starred: true } });
    expect(await (await as('a')).json()).toMatchObject({ starred: true });
    expect(await (await as('b')).json()).toMatchObject({ starred: false });
  });

  it.each([
    ['a name that is too long', { name: 'x'.repeat(201) }],
    ['a name that is none', { name: 1 }],
    ['a star that is none', { starred: 'perhaps' }],
    ['a star that no text can be made of', { starred: { toString: 1 } }],
    ['too many tags', { tags: Array.from({ length: 51 }, () => 'x') }],
    ['a tag that is too long', { tags: ['x'.repeat(101)] }],
    ['tags that are none', { tags: 'x' }],
  ])('is not %s', async (_, body) => {
    const { at, retrieve } = await client();
    const before = await retrieve('leah');
    const response = await at('/leah', { method: 'PUT', body });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { type: 'invalid_request_error' } });
    expect(await retrieve('leah')).toEqual(before);
  });

  it('is kept of a thousand voices, and of no more', async () => {
    const { at, update } = await client();
    for (let count = 0; count < 1000; count += 1) await update(`id${count}`, { starred: true });
    const response = await at('/one-more', { method: 'PUT', body: { starred: true } });
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ error: { type: 'permission_error' } });
    await update('id999', { name: 'still' });
    await update('one-more', {});
  });
});

it("14 forgets what was written on a client's own voice when that is deleted", async () => {
  const { at, retrieve, update } = await client();
  const id = '9c4a8f2b3e1d7c40';
  const before = await retrieve(id);
  await update(id, { name: 'Mine', starred: true });
  const headers = { ...current, 'content-type': 'application/json' };
  expect(await json(await at(`/${id}`, { method: 'DELETE', headers }))).toEqual({ success: true });
  expect(await retrieve(id)).toEqual(before);
});

describe('a voice of the server', () => {
  it('13 cannot be deleted, which is said to a client that announces JSON and sends none', async () => {
    const { at } = await client();
    const headers = { ...current, 'content-type': 'application/json' };
    const response = await at('/leah', { method: 'DELETE', headers });
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({
      error: { type: 'permission_error', message: 'leah is a voice of this server, and cannot be deleted' },
    });
  });

  it('cannot be made of a recording, and is not to be asked for again', async () => {
    const { at } = await client();
    const body = new FormData();
    body.append('name', 'me');
    body.append('file', new Blob(['RIFF']), 'me.wav');
    const response = await at('', { method: 'POST', body });
    expect(response.status).toBe(403);
    expect(response.headers.get('x-should-retry')).toBe('false');
    expect(await response.json()).toMatchObject({
      type: 'error',
      error: { type: 'permission_error', message: expect.stringContaining('clones no voices') },
    });
  });

  it('is told of in the older shape too', async () => {
    const { at } = await client({}, {});
    const response = await at('', { method: 'POST' });
    expect(await response.json()).toEqual({ error: expect.stringContaining('clones no voices') });
  });
});
