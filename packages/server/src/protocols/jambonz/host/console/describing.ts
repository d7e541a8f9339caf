/** A console's questions for variables: one is being asked at a time, and the last one is answered. */
import type { Desk } from '../desk.js';
import { findApplication } from '../find-application.js';
import type { Application } from '../link/link.js';
import { describeApplication } from './describe.js';
import type { ConsoleCommand } from './messages.js';
import type { Wire } from './wire.js';

type Question = Extract<ConsoleCommand, { type: 'describe' }>;

export interface DescribingTerms extends Pick<Desk, 'options' | 'tools'> {
  readonly wire: Pick<Wire, 'tell'>;
  /** Aborts when the console is gone. */
  readonly signal: AbortSignal;
}

/** Never waits. Throws as `findApplication` does. A question that is asked in vain is broken off, but counts until nothing is left
 *  of it: a console that asks and asks has one connection at a time, and one look-up of a name. */
export function createDescribing({ options, tools, wire, signal }: DescribingTerms): (question: Question) => void {
  let next: { readonly name: string; readonly application: Application } | undefined;
  let asking: AbortController | undefined;

  async function askAll(): Promise<void> {
    for (let wanted = next; wanted !== undefined && !signal.aborted; wanted = next) {
      next = undefined;
      asking = new AbortController();
      const either = AbortSignal.any([asking.signal, signal]);
      const description = await describeApplication(wanted.application, tools.outgoing, tools.clock, either);
      if (!either.aborted) wire.tell({ type: 'described', application: wanted.name, ...description });
    }
    asking = undefined;
  }

  return (question) => {
    const { application } = findApplication(question, options);
    next = { name: question.application, application };
    if (asking) asking.abort();
    else void askAll();
  };
}
