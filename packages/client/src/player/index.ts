/** What others may import from `@glottis/client/player`; for browsers only. */

export type { PlayerOptions } from './create-player.js';
export { createPlayer } from './create-player.js';
export type { PcmFormat } from './pcm.js';
export type { Player, Stopped } from './player.js';
export { workletSource } from './worklet.js';
