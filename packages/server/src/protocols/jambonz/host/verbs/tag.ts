/** `tag`: what the call carries from now on wherever it is spoken of. */
import { z } from 'zod';
import { common, defineVerb } from './verb.js';

export const tag = defineVerb({
  name: 'tag',
  properties: z.strictObject({ ...common, data: z.record(z.string(), z.unknown()) }),
  run: ({ data }, stage) => stage.tag(data),
});
