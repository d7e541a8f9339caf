/** What a buffer needs of its call. */
import type { Clock } from '../../../../clock.js';
import type { TokenAnnouncement } from './tokens.js';

export interface TokenBufferOptions {
  /** Tells the application; must not call back into the buffer. */
  announce(announcement: TokenAnnouncement): void;
  readonly clock: Clock;
}
