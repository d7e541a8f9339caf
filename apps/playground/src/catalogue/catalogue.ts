/** The server's voices, asked for once and again after every change of the key. */
import { Glottis } from '@glottis/client';
import type { About } from '../shell/about.js';
import type { Key } from '../shell/key.js';
import type { Server } from '../shell/server.js';
import { readDeepgramModels, readLmntList, type Voice } from './voice.js';

export interface Catalogue {
  /** All voices and vendors' names. Rejects where the server cannot be reached or wants another key; the next call asks anew. */
  load(): Promise<readonly Voice[]>;
}

export interface CatalogueParts {
  readonly about: About;
  readonly server: Server;
  readonly key: Key;
}

export function createCatalogue(parts: CatalogueParts): Catalogue {
  let loading: Promise<readonly Voice[]> | undefined;
  parts.key.onChange(() => {
    loading = undefined;
  });
  return {
    load() {
      if (loading !== undefined) return loading;
      const mine = loadAll(parts);
      loading = mine;
      mine.catch(() => {
        if (loading === mine) loading = undefined;
      });
      return mine;
    },
  };
}

async function loadAll({ about, server, key }: CatalogueParts): Promise<readonly Voice[]> {
  const has = (protocol: string) => about.protocols.includes(protocol);
  const [lmnt, deepgram] = await Promise.all([
    has('lmnt') ? new Glottis({ baseURL: server.base, apiKey: key.value }).voices.list() : [],
    has('deepgram') ? models(server) : [],
  ]);
  return [...readLmntList(lmnt), ...readDeepgramModels(deepgram)];
}

/** Deepgram's list needs no key. */
async function models(server: Server): Promise<unknown> {
  const response = await fetch(server.http('/v1/models'));
  return response.ok ? response.json() : undefined;
}
