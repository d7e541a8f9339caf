/** What parts of a call have to say to its application, and what comes of its answers. */
import { type Hook, hookName } from '../hook.js';
import type { WireData } from '../link/link.js';
import { readVerbs } from '../verbs/read.js';
import { InvalidVerb, type Step } from '../verbs/verb.js';
import type { RedirectTerms } from './applications.js';
import type { CallParts } from './parts.js';

type Told = Pick<CallParts, 'applications' | 'watch'>;

/** A `jambonz:error`; `error` repeats the details for applications that were written after the documentation. */
export function complain({ applications }: Told, msg: string, details: string, about: WireData = {}): void {
  applications.notify('jambonz:error', { msg, details, error: details, ...about });
}

/** Undefined for verbs that cannot be run, all of them; the application is told where it is to be. */
export function takeVerbs(
  data: readonly unknown[],
  parts: Told,
  { isQueued = false, isTold = true }: { readonly isQueued?: boolean; readonly isTold?: boolean } = {},
): readonly Step[] | undefined {
  try {
    return readVerbs(data, isQueued);
  } catch (error) {
    if (!(error instanceof InvalidVerb)) throw error;
    parts.watch.problem(`no verb was run: ${error.message}`);
    if (isTold) complain(parts, 'invalid verbs', error.message, { verb: error.verb });
    return undefined;
  }
}

/** Puts a question to a hook, whose verbs, if any, replace what waits. What the caller heard of speech that was interrupted is
 *  told before: an application may go by it. Never throws. */
export async function askHook(parts: CallParts, hook: Hook, results: WireData): Promise<void> {
  const { applications, hooks, record, foreground, streaming } = parts;
  await streaming.told();
  const data = { ...record.info, ...results };
  const take = (verbs: readonly unknown[]) => {
    const steps = takeVerbs(verbs, parts);
    if (steps?.length) foreground.replace(steps);
  };
  await hooks
    .ask(() => applications.ask('verb:hook', data, hookName(hook)), take)
    .catch((error: unknown) => notice(error, parts));
}

/** Tells a hook, whose answer is of no interest, in the same order. Never throws. */
export async function informHook(parts: CallParts, hook: Hook, results: WireData): Promise<void> {
  const { applications, record, streaming } = parts;
  await streaming.told();
  await applications
    .ask('verb:hook', { ...record.info, ...results }, hookName(hook))
    .catch((error: unknown) => notice(error, parts));
}

/** For whoever watches. What breaks because the call is over is no fault. */
export function notice(error: unknown, { over, watch }: Pick<CallParts, 'over' | 'watch'>): void {
  if (!over.aborted) watch.fault(error);
}

/** Hands the call to another hook. Settles with whether it brought verbs, which then replace what waits; `false` also where it was
 *  called off. Throws where nobody took the call. */
export async function redirectCall(parts: CallParts, hook: Hook, terms: RedirectTerms = {}): Promise<boolean> {
  const { applications, record, foreground } = parts;
  const verbs = await applications.redirect(hook, { ...record.info }, terms);
  if (verbs === undefined || terms.signal?.aborted) return false;
  const steps = takeVerbs(verbs, parts) ?? [];
  if (steps.length > 0) foreground.replace(steps);
  return steps.length > 0;
}
