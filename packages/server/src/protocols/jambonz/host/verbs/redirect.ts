/** `redirect`: another hook of the application, or another application, takes over. */
import { z } from 'zod';
import { hookSchema } from '../hook.js';
import { common, defineVerb } from './verb.js';

export const redirect = defineVerb({
  name: 'redirect',
  properties: z.strictObject({ ...common, actionHook: hookSchema, statusHook: hookSchema.optional() }),
  run: ({ actionHook, statusHook }, stage) => stage.redirect(actionHook, statusHook),
});
