/** Audio on its way out, message by message, as the window lets it. */
import type { AudioWindow } from './window.js';

/** Settles when all of it was sent; false where it is stale, and none of it was. What has begun to go out is completed,
 *  whatever the window says: half a frame of a compressed format would spoil what follows. */
export async function sendWithin(
  window: AudioWindow,
  messages: readonly Uint8Array[],
  send: (message: Uint8Array) => Promise<void>,
): Promise<boolean> {
  let begun = false;
  for (const message of messages) {
    const admitted = await window.admit(message.length);
    if (!admitted && !begun) return false;
    if (!admitted) window.count(message.length);
    await send(message);
    begun = true;
  }
  return true;
}
