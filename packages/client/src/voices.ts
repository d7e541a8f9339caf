import type { RequestOptions, Send } from './rest/request.js';
import { readJson } from './rest/request.js';
import { retry } from './rest/retry.js';

/** A voice, as the server describes it. */
export interface Voice {
  /** What `voice` takes in every other call. */
  readonly id: string;
  readonly name: string;
  readonly owner: 'system' | 'me' | 'other';
  /** `ready` when it can speak. */
  readonly state: string;
  readonly description?: string | null;
  readonly gender?: string;
  /** An address to hear it at. */
  readonly preview_url?: string;
  readonly starred?: boolean;
  readonly tags?: readonly string[];
  readonly type?: string;
}

/** Which voices to list; everything that is left out does not matter. */
export interface VoiceListParams {
  /** Default: `all`. */
  readonly owner?: 'system' | 'me' | 'all';
  readonly starred?: boolean;
}

/** The server's catalogue. Both calls are tried again when they fail in passing. */
export interface Voices {
  list(params?: VoiceListParams, options?: RequestOptions): Promise<readonly Voice[]>;
  /**
   * Describes the voice that would speak under this id. A Glottis server has a voice stand in for an id that it does not
   * know, and gives that as one of `me`; where unknown names are refused, it rejects with an ApiError of status 404.
   */
  retrieve(id: string, options?: RequestOptions): Promise<Voice>;
}

const path = '/v1/ai/voice';
const accept = 'application/json';

export function createVoices(send: Send): Voices {
  return {
    list({ owner, starred } = {}, options = {}) {
      const query = new URLSearchParams();
      if (owner !== undefined) query.set('owner', owner);
      if (starred !== undefined) query.set('starred', String(starred));
      const call = { method: 'GET', path: `${path}/list`, query, accept } as const;
      return retry(() => send(call, options, readJson<readonly Voice[]>), options);
    },
    retrieve(id, options = {}) {
      const call = { method: 'GET', path: `${path}/${encodeURIComponent(id)}`, accept } as const;
      return retry(() => send(call, options, readJson<Voice>), options);
    },
  };
}
