/** A token of half a minute for the visitor's key. */
import type { Server } from '../../shell/server.js';

/** Asks for one. Rejects with an Error that says what the server answered. */
export async function grantToken(server: Server, key: string): Promise<string> {
  const response = await fetch(server.http('/v1/auth/grant'), {
    method: 'POST',
    headers: { authorization: `Token ${key}` },
  });
  if (!response.ok) throw new Error(`the server grants no token for this key (${response.status})`);
  const { access_token } = (await response.json()) as { access_token?: unknown };
  if (typeof access_token !== 'string') throw new Error('the server granted no token');
  return access_token;
}
