/** `answer`: picks an inbound call up. */
import { z } from 'zod';
import { common, defineVerb } from './verb.js';

export const answer = defineVerb({
  name: 'answer',
  properties: z.strictObject(common),
  run: (_, stage) => stage.answer(),
});
