import { describe, expect, it } from 'vitest';
import { credentialOf, keyCredential } from './credential.js';

describe('a credential', () => {
  it('is the key in the header, however that is spelt', () => {
    for (const name of ['X-API-Key', 'x-api-key']) {
      expect(credentialOf(new Headers({ [name]: ' k ' }), false)).toEqual({ kind: 'either', secret: 'k' });
      expect(credentialOf(new Headers({ [name]: 'k' }), true)).toEqual({ kind: 'key', secret: 'k' });
    }
  });

  it('is none without a key, or with an empty one', () => {
    for (const key of [undefined, '', ' ']) expect(keyCredential(key, false)).toBeUndefined();
    expect(credentialOf(new Headers({ authorization: 'Bearer k' }), false)).toBeUndefined();
  });
});
