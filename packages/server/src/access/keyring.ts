/** API keys, held only as digests: neither memory dumps nor logs can give away what was never kept. */

import { createHash } from 'node:crypto';
import type { Holder } from './holder.js';

/** An API key as the configuration gives it. */
export interface ApiKey {
  /** The key itself, or `sha256:` and the 64 hex digits of its SHA-256 digest. */
  readonly key: string;
  /** Who holds it, for logs and limits; left out, the first 12 hex digits of the digest. */
  readonly name?: string;
}

/** The keys that open this server. */
export interface Keyring {
  readonly size: number;
  /** Who holds this key. */
  find(key: string): Holder | undefined;
  /** Whether a holder's key is still on the ring. */
  knows(holderId: string): boolean;
}

/** Keys are found by digest in a map: how long that takes says nothing about a key, since nobody can steer a digest. */
export function createKeyring(keys: readonly ApiKey[]): Keyring {
  const holders = new Map(keys.map(({ key, name }) => [toDigest(key), name] as const).map(toHolder));
  const ids = new Set([...holders.values()].map((holder) => holder.id));
  return {
    size: holders.size,
    find: (key) => holders.get(sha256(key)),
    knows: (holderId) => ids.has(holderId),
  };
}

/** The SHA-256 digest of a key in hex, as the configuration takes it after `sha256:`. */
export function sha256(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

function toDigest(key: string): string {
  return key.startsWith('sha256:') ? key.slice('sha256:'.length).toLowerCase() : sha256(key);
}

function toHolder([digest, name]: readonly [string, string | undefined]): readonly [string, Holder] {
  return [digest, { id: name ?? digest.slice(0, 12) }];
}
