/** Pipecat's plugin differs from the documentation in two ways: it reads binary audio only, and it takes a second message at
 *  the end of a turn for the end of the turn behind it. It does not say who it is, so it is told by how it calls. */
import type { Init } from './messages.js';

/** Whether a client connects with Python's `websockets` and introduces itself as pipecat does. */
export function isPipecat(userAgent: string, init: Init): boolean {
  return init.likePipecat && /\bwebsockets\//i.test(userAgent);
}
