/** Where an application is. */

/** Where applications listen that were made by the tutorials. */
export const defaultAddress = 'ws://127.0.0.1:3000/';

/** An address as people paste it, as a WebSocket's: `http://…` becomes `ws://…`, and so does what has no scheme. */
export function readAddress(text: string): string {
  const trimmed = text.trim();
  if (/^https?:\/\//i.test(trimmed))
    return trimmed.replace(/^http(s?)/i, (_, secure: string) => `ws${secure.toLowerCase()}`);
  return trimmed === '' || /^[a-z]+:\/\//i.test(trimmed) ? trimmed : `ws://${trimmed}`;
}
