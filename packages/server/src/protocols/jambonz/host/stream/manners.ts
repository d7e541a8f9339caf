/** In what the two kinds of a streaming say differ. */
import type { StreamTerms } from './stream.js';

export interface Manners {
  /** How long to wait before each further attempt, of opening and of speaking. */
  readonly retryDelaysMs: readonly number[];
  /** Each text is a whole sentence. */
  readonly isWhole: boolean;
  /** How much speech may wait to be heard. */
  backlogMs(terms: Pick<StreamTerms, 'backlogSeconds'>): number;
}

/** A session holds back some text while its sentence may go on. With less room than for that, it would wait for text that waits
 *  for it. */
const minBacklogMs = 60_000;

/** jambonz takes text however much waits to be heard. An hour of it is no conversation any more. */
const exactBacklogMs = 60 * 60_000;

export const manners: Readonly<Record<StreamTerms['mode'], Manners>> = {
  enhanced: {
    retryDelaysMs: [200, 400, 800],
    isWhole: false,
    backlogMs: ({ backlogSeconds }) => Math.max(minBacklogMs, backlogSeconds * 1000),
  },
  exact: { retryDelaysMs: [], isWhole: true, backlogMs: () => exactBacklogMs },
};
