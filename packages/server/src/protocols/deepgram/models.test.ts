import { describe, expect, it } from 'vitest';
import { request } from '../../testing/dial.js';
import { testSpeech } from '../../testing/test-speech.js';
import { deepgram } from './index.js';
import { modelCard } from './models.js';
import { deepgramOptions } from './options.js';

const ask = async (path: string) =>
  request(deepgram(deepgramOptions.parse({})), await testSpeech(), new Request(`http://localhost${path}`));

interface Model {
  readonly canonical_name: string;
  readonly uuid: string;
}

describe('the models', () => {
  it('are the Aura voices, and no Flux', async () => {
    const { stt, tts } = (await (await ask('/v1/models?include_outdated=true')).json()) as { stt: []; tts: Model[] };
    expect(stt).toEqual([]);
    const names = tts.map(({ canonical_name }) => canonical_name);
    for (const name of ['aura-asteria-en', 'aura-2-thalia-en', 'aura-2-celeste-es']) expect(names).toContain(name);
    expect(names.filter((name) => !name.startsWith('aura-'))).toEqual([]);
    expect(new Set(tts.map(({ uuid }) => uuid)).size).toBe(tts.length);
  });

  it('are found by their UUID, which Metadata and headers show too', async () => {
    const { uuid, version } = modelCard('aura-2-thalia-en');
    const response = await ask(`/v1/models/${uuid}`);
    expect(response.headers.get('dg-request-id')).not.toBeNull();
    expect(await response.json()).toMatchObject({
      name: 'thalia',
      canonical_name: 'aura-2-thalia-en',
      architecture: 'aura-2',
      languages: ['en', 'en-US'],
      version,
      uuid,
      metadata: { accent: 'American', tags: ['feminine'] },
    });
  });

  it('are not found by anything else', async () => {
    expect((await ask('/v1/models/nonsense')).status).toBe(404);
  });

  it('have UUIDs of version 5 that never change', () => {
    expect(modelCard('aura-2-thalia-en').uuid).toBe('1a8ca14f-d1b0-5eca-9efa-cf7c20557dc5');
  });

  it('are named in printable ASCII, whatever was asked for', () => {
    expect(modelCard('a\r\nset-cookie: ü').name).toBe('a?set-cookie: ?');
  });
});
