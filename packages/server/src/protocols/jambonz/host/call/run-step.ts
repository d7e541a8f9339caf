/** A verb of the list, from its beginning to its end. */
import type { Step } from '../verbs/verb.js';
import { createStage } from './create-stage.js';
import type { CallParts } from './parts.js';
import { complain } from './talk.js';

/** Ends soon after the signal aborted. Never throws: what a verb cannot do is told, and the next one has its turn. */
export async function runStep(step: Step, parts: CallParts, signal: AbortSignal): Promise<void> {
  const { name, id } = step;
  const tell = (event: string) => {
    if (parts.settings.notifyEvents) parts.applications.notify('verb:status', { event, id, name });
  };
  tell('starting');
  try {
    await step.run(createStage(parts, step, signal));
  } catch (error) {
    if (!signal.aborted) complain(parts, `${name} failed`, parts.watch.fault(error), { verb: name, id });
  }
  tell('finished');
}
