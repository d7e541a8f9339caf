import type { Kind } from './characters.js';
import type { RestartState } from './progress.js';
import type { Boundary } from './segment.js';

/** The end of a segment. */
export interface Cut {
  /** Behind its last character, within the held text. */
  readonly at: number;
  readonly boundary: Boundary;
}

/** One reason to cut. It sees each character once, and remembers what it needs: that makes the way of splitting irrelevant. */
export interface Rule {
  /** The character from `at` to `end`: whether it proves a cut, there or before. */
  read(at: number, end: number, kind: Kind): Cut | undefined;
  /** The segment was handed out; what follows is read anew from 0. */
  restart(state: RestartState): void;
}
