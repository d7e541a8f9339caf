/** Who may speak: API keys and the short-lived tokens granted to their holders. */

import { SpeechError } from '../errors.js';
import type { Credential, Holder } from './holder.js';
import { type ApiKey, createKeyring, type Keyring } from './keyring.js';
import { createTokens, type TokenOptions, type Tokens } from './tokens.js';

/** Who may connect, as the operator says. */
export interface AccessOptions {
  /** Empty: the server is open, and everybody is `anonymous`. */
  readonly apiKeys: readonly ApiKey[];
  /** A key is refused where the wire says that a token comes. */
  readonly strict?: boolean;
  readonly tokens?: TokenOptions;
}

/** What the server asks about credentials. */
export interface Access {
  /** Looks at a credential once, when a client connects: what is open stays open when its token ends. Throws `unauthorized`. */
  authenticate(credential: Credential | undefined): Promise<Holder>;
  /** A token that stands for the holder for `ttlSeconds`, from 1 to 3600. */
  grant(holder: Holder, ttlSeconds: number): Promise<string>;
}

const anonymous: Holder = { id: 'anonymous' };

/** Keeps digests of the keys only. Changing the keys means making another. */
export function createAccess({ apiKeys, strict = false, tokens: tokenOptions }: AccessOptions): Access {
  const keyring = createKeyring(apiKeys);
  const tokens = createTokens(tokenOptions);
  return {
    async authenticate(credential) {
      if (keyring.size === 0) return anonymous;
      if (!credential) throw new SpeechError('unauthorized', 'a credential is needed: show an API key or a token');
      const holder = byKey(credential, keyring, strict) ?? (await byToken(credential, keyring, tokens));
      if (!holder) throw new SpeechError('unauthorized', 'the credential is not known, or no longer valid');
      return holder;
    },
    grant: (holder, ttlSeconds) => tokens.grant(holder, ttlSeconds),
  };
}

function byKey({ kind, secret }: Credential, keyring: Keyring, strict: boolean): Holder | undefined {
  return kind === 'token' && strict ? undefined : keyring.find(secret);
}

/** A token ends early when its holder's key leaves the configuration. */
async function byToken({ kind, secret }: Credential, keyring: Keyring, tokens: Tokens): Promise<Holder | undefined> {
  if (kind === 'key') return undefined;
  const holder = await tokens.verify(secret);
  return holder && keyring.knows(holder.id) ? holder : undefined;
}
