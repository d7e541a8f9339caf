import type { Time } from './type-out.js';

/** The browser's own. */
export const systemTime: Time = {
  now: () => performance.now(),
  wait: (durationMs) => new Promise((resolve) => setTimeout(resolve, durationMs)),
};
