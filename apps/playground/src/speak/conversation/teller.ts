import type { ConversationParts, Measure, State } from './report.js';

export interface Teller {
  /** Tells how long it has been since a moment, until now or another one; nothing where that moment never was. */
  measured(measure: Measure, fromMs: number | undefined, toMs?: number): void;
  /** Tells a state that is new. */
  become(state: State): void;
}

/** Reports what has a rule to it. The state is `closed` at first. */
export function createTeller({ now, report }: Pick<ConversationParts, 'now' | 'report'>): Teller {
  let state: State = 'closed';
  return {
    measured(measure, fromMs, toMs = now()) {
      if (fromMs !== undefined) report({ type: 'measured', measure, durationMs: Math.max(0, toMs - fromMs) });
    },
    become(next) {
      if (next === state) return;
      state = next;
      report({ type: 'state', state });
    },
  };
}
