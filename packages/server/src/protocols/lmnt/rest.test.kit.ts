// biome-ignore-all lint/style/noRestrictedImports: it serves tests only, and is not part of what is published
/** An HTTP client in memory, for the tests of this folder. */

import type { z } from 'zod';
import { request } from '../../testing/dial.js';
import { type TestSpeechOptions, testSpeech } from '../../testing/test-speech.js';
import { type ToneOptions, toneSynthesizer } from '../../testing/tone-synthesizer.js';
import { lmnt } from './index.js';
import { lmntOptions } from './options.js';

export interface Setting {
  readonly tones?: ToneOptions;
  readonly parts?: TestSpeechOptions;
  readonly options?: z.input<typeof lmntOptions>;
}

export interface Asking {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path?: string;
  readonly headers?: Record<string, string>;
  /** An object is sent as JSON. */
  readonly body?: object | string;
  readonly signal?: AbortSignal;
}

/** Clients of version 1.1. */
export const current = { 'lmnt-version': '1.1' };

/** The least that is spoken. */
export const hello = { text: 'Hello there.', voice: 'leah' };
export const rawHello = { ...hello, format: 'pcm_s16le' };

/** A server in memory, to be asked as often as one likes. */
export async function server(setting: Setting = {}) {
  const { tones = {}, parts = {}, options = {} } = setting;
  const synthesizer = toneSynthesizer(tones);
  const speech = await testSpeech({ synthesizer, ...parts });
  const protocol = lmnt(lmntOptions.parse(options));

  async function ask({ method = 'GET', path = '/v1/ai/speech/bytes', headers = {}, body, signal }: Asking = {}) {
    const json = typeof body === 'object' && !(body instanceof FormData) && !(body instanceof URLSearchParams);
    const init = {
      method,
      headers: { ...(json && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: json ? JSON.stringify(body) : body }),
      ...(signal && { signal }),
    };
    return request(protocol, speech, new Request(`http://localhost${path}`, init));
  }
  return { ask, synthesizer };
}
