/** `alert`: shows a message on a phone that rings. None of ours has a display, so nothing comes of it. */
import { z } from 'zod';
import { common, defineVerb } from './verb.js';

export const alert = defineVerb({
  name: 'alert',
  properties: z.strictObject({ ...common, message: z.string() }),
  run: () => undefined,
});
