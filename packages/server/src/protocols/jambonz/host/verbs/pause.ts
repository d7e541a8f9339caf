/** `pause`: nothing happens for so many seconds. */
import { z } from 'zod';
import { elapsed } from '../waiting.js';
import { common, defineVerb } from './verb.js';

export const pause = defineVerb({
  name: 'pause',
  properties: z.strictObject({ ...common, length: z.number().nonnegative() }),
  async run({ length }, { clock, signal }) {
    await elapsed(length * 1000, clock, signal);
  },
});
