/** Where an application wants to be asked: a name it chose, or an object around one. */
import { z } from 'zod';

/** As it is written in a verb. What else an object says is about HTTP, which hooks of ours never go over. */
export const hookSchema = z.union([
  z.string(),
  z.looseObject({ url: z.string(), username: z.string().optional(), password: z.string().optional() }),
]);

export type Hook = z.output<typeof hookSchema>;

/** Just as the application wrote it: its clients take it for the name of an event. */
export function hookName(hook: Hook): string {
  return typeof hook === 'string' ? hook : hook.url;
}
