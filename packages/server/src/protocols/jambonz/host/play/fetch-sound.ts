/** Gets a sound file from wherever an application says it is. */
import type { Outgoing } from '../../../../access/outgoing.js';
import { joinArrays } from '../../../../audio/join.js';
import { SpeechError } from '../../../../errors.js';
import type { SoundShare } from './sound-room.js';

/** A minute and a half of stereo as it comes from a CD. */
const maxResponseBytes = 16 * 1024 * 1024;

const maxRedirects = 2;
const redirects = [301, 302, 303, 307, 308];

/** Its bytes are taken from the share. Throws a SpeechError where it is not allowed, not there or too large, and the signal's
 *  reason. */
export async function fetchSound(
  url: string,
  outgoing: Outgoing,
  share: SoundShare,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const response = await follow(url, outgoing, signal);
  if (!response.ok) {
    await response.body?.cancel();
    throw new SpeechError('invalid-request', `the sound's host answered with status ${response.status}`);
  }
  return await read(response, share);
}

/** Each step goes through `outgoing` again, which looks where it leads. */
async function follow(url: string, outgoing: Outgoing, signal: AbortSignal): Promise<Response> {
  let target = url;
  for (let count = 0; count <= maxRedirects; count += 1) {
    const response = await outgoing(target, { signal, maxResponseBytes });
    if (!redirects.includes(response.status)) return response;
    await response.body?.cancel();
    const location = response.headers.get('location') ?? '';
    if (!URL.canParse(location, target)) {
      throw new SpeechError('invalid-request', "the sound's host redirects to what is no URL");
    }
    target = new URL(location, target).href;
  }
  throw new SpeechError('invalid-request', `the sound's host redirects more than ${maxRedirects} times`);
}

async function read(response: Response, share: SoundShare): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of response.body ?? []) {
    share.take(chunk.length);
    chunks.push(chunk);
  }
  return joinArrays(Uint8Array, chunks);
}
