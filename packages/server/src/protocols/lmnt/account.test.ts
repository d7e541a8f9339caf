import { describe, expect, it } from 'vitest';
import { current, server } from './rest.test.kit.js';

async function account(headers: Record<string, string>) {
  const { ask } = await server();
  const response = await ask({ path: '/v1/account', headers });
  expect(response.headers.has('request-id')).toBe(true);
  return response.json();
}

describe('the account', () => {
  it('says what is left to clients of version 1.1', async () => {
    expect(await account(current)).toEqual({
      plan: { type: 'self-hosted', character_limit: 1_000_000_000, commercial_use_allowed: true },
      usage: { characters: 1_000_000_000 },
    });
  });

  it('says what is used to older ones, and how many voices they may clone', async () => {
    expect(await account({})).toEqual({
      plan: {
        type: 'self-hosted',
        character_limit: 1_000_000_000,
        commercial_use_allowed: true,
        professional_voice_limit: 0,
        instant_voice_limit: 0,
      },
      usage: { characters: 0, professional_voices: 0, instant_voices: 0 },
    });
  });
});
