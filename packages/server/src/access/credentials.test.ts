import { generateKeyPairSync } from 'node:crypto';
import { SignJWT, UnsecuredJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { createAccess } from './credentials.js';
import type { Credential } from './holder.js';
import { sha256 } from './keyring.js';
import { createTokens } from './tokens.js';

const key = 'gl_5b1f0a3c9d7e4f6a8b2c';
const unauthorized = expect.objectContaining({ code: 'unauthorized' });
const start = 1_800_000_000;

describe('API keys', () => {
  it('open to everybody while none is configured', async () => {
    const access = createAccess({ apiKeys: [] });
    expect(await access.authenticate(undefined)).toEqual({ id: 'anonymous' });
    expect(await access.authenticate({ kind: 'either', secret: 'anything' })).toEqual({ id: 'anonymous' });
  });

  it.each([
    ['given plainly', { key }, sha256(key).slice(0, 12)],
    ['given as a digest', { key: `sha256:${sha256(key)}` }, sha256(key).slice(0, 12)],
    ['given as a digest in capitals', { key: `sha256:${sha256(key).toUpperCase()}` }, sha256(key).slice(0, 12)],
    ['with a name', { key, name: 'alice' }, 'alice'],
  ])('a key %s is known to belong to its holder', async (_, apiKey, id) => {
    expect(await createAccess({ apiKeys: [apiKey] }).authenticate({ kind: 'key', secret: key })).toEqual({ id });
  });

  it.each<[string, Credential | undefined]>([
    ['nothing', undefined],
    ['an empty key', { kind: 'key', secret: '' }],
    ['another key', { kind: 'key', secret: `${key}x` }],
    ['the key in other case', { kind: 'key', secret: key.toUpperCase() }],
    ['the digest of the key', { kind: 'key', secret: `sha256:${sha256(key)}` }],
    ['the bare digest', { kind: 'key', secret: sha256(key) }],
    ['a name of an object', { kind: 'either', secret: '__proto__' }],
  ])('%s opens nothing', async (_, credential) => {
    await expect(createAccess({ apiKeys: [{ key }] }).authenticate(credential)).rejects.toEqual(unauthorized);
  });

  it('a refusal never repeats what was shown', async () => {
    const secret = 'gl_almost_the_right_key';
    const refusal = createAccess({ apiKeys: [{ key }] }).authenticate({ kind: 'either', secret });
    await expect(refusal).rejects.toSatisfy((error: Error) => !error.message.includes(secret));
  });

  it.each([
    [false, 'key', true],
    [false, 'token', true],
    [false, 'either', true],
    [true, 'key', true],
    [true, 'token', false],
    [true, 'either', true],
  ] as const)('strict %s, a key shown as %s: known is %s', async (strict, kind, known) => {
    const shown = createAccess({ apiKeys: [{ key, name: 'alice' }], strict }).authenticate({ kind, secret: key });
    if (known) expect(await shown).toEqual({ id: 'alice' });
    else await expect(shown).rejects.toEqual(unauthorized);
  });
});

describe('tokens', () => {
  it.each([
    ['token', true],
    ['either', true],
    ['key', false],
  ] as const)('a token shown as %s: known is %s', async (kind, known) => {
    const access = createAccess({ apiKeys: [{ key, name: 'alice' }] });
    const shown = access.authenticate({ kind, secret: await access.grant({ id: 'alice' }, 30) });
    if (known) expect(await shown).toEqual({ id: 'alice' });
    else await expect(shown).rejects.toEqual(unauthorized);
  });

  it('ends with the key of its holder', async () => {
    const tokens = { secret: 'shared between servers' };
    const before = createAccess({ apiKeys: [{ key, name: 'alice' }], tokens });
    const after = createAccess({ apiKeys: [{ key: 'another', name: 'bob' }], tokens });
    const secret = await before.grant({ id: 'alice' }, 30);
    await expect(after.authenticate({ kind: 'token', secret })).rejects.toEqual(unauthorized);
  });

  it.each([0, -1, 1.5, 3601, Number.NaN, Number.POSITIVE_INFINITY])('cannot live for %s seconds', async (ttl) => {
    const grant = createTokens().grant({ id: 'alice' }, ttl);
    await expect(grant).rejects.toEqual(expect.objectContaining({ code: 'invalid-request' }));
  });

  it('lives as long as it was granted for, and no longer', async () => {
    let now = start;
    const tokens = createTokens({ now: () => now });
    const token = await tokens.grant({ id: 'alice' }, 30);
    now = start + 29;
    expect(await tokens.verify(token)).toEqual({ id: 'alice' });
    now = start + 30;
    expect(await tokens.verify(token)).toBeUndefined();
  });

  it('is accepted by servers that share the secret, and by no others', async () => {
    const token = await createTokens({ secret: 'a', now }).grant({ id: 'alice' }, 30);
    expect(await createTokens({ secret: 'a', now }).verify(token)).toEqual({ id: 'alice' });
    expect(await createTokens({ secret: 'b', now }).verify(token)).toBeUndefined();
    expect(await createTokens({ now }).verify(token)).toBeUndefined();
  });

  const good = { iss: 'glottis', aud: 'glottis/speech', sub: 'alice', iat: start, exp: start + 30 };
  const signed = (claims: object) =>
    new SignJWT({ ...claims }).setProtectedHeader({ alg: 'HS256' }).sign(signingKey('a'));

  it('made by the same rules elsewhere is a token too', async () => {
    expect(await createTokens({ secret: 'a', now }).verify(await signed(good))).toEqual({ id: 'alice' });
  });

  it.each<[string, () => string | Promise<string>]>([
    ['without a signature', () => new UnsecuredJWT({ ...good }).encode()],
    ['with another algorithm of the same key', () => algorithm('HS512')],
    ['signed with a private key', signedWithRsa],
    ['for another audience', () => signed({ ...good, aud: 'other' })],
    ['of another issuer', () => signed({ ...good, iss: 'other' })],
    ['that never ends', () => signed({ ...good, exp: undefined })],
    ['of nobody', () => signed({ ...good, sub: undefined })],
    ['that ended', () => signed({ ...good, exp: start })],
    ['that is not yet valid', () => signed({ ...good, nbf: start + 10 })],
    ['with its claims changed', async () => swapped(await signed(good), { ...good, sub: 'bob' })],
    ['that is empty', () => ''],
    ['that is no token', () => 'a.b.c'],
    ['of a megabyte', () => 'x'.repeat(1_000_000)],
  ])('%s is refused', async (_, make) => {
    expect(await createTokens({ secret: 'a', now }).verify(await make())).toBeUndefined();
  });

  function algorithm(alg: string) {
    return new SignJWT({ ...good }).setProtectedHeader({ alg }).sign(signingKey('a'));
  }

  function signedWithRsa() {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    return new SignJWT({ ...good }).setProtectedHeader({ alg: 'RS256' }).sign(privateKey);
  }
});

function now(): number {
  return start;
}

/** As tokens.ts derives it, so that only the named flaw makes a token bad. */
function signingKey(secret: string): Uint8Array {
  return Buffer.from(sha256(`glottis token ${secret}`), 'hex');
}

function swapped(token: string, claims: object): string {
  const [header, , signature] = token.split('.');
  return [header, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.');
}
