import { isSpace, type Kind, kindOf } from './characters.js';
import type { HeldText } from './held-text.js';

/** Marks that stand together, with what closes behind them: `?!`, `."`, `!)`. */
export interface Run {
  readonly strength: Strength;
  /** Where the first mark begins. */
  readonly from: number;
  /** Behind the last character that belongs to it. */
  readonly end: number;
  /** The last closing quote or bracket; -1 while there is none. */
  readonly closer: number;
  /** Within the brackets of a reference: [1]. */
  readonly inReference: boolean;
}

/**
 * The first four may end a sentence, the others a clause. A `stop`, a `pause` and a `dash` do so without white space;
 * `dots` are an ellipsis.
 */
export type Strength = 'dot' | 'dots' | 'exclaim' | 'stop' | 'comma' | 'pause' | 'dash';

/** Whether such marks may end a sentence, rather than a clause. */
export function endsSentence(strength: Strength): boolean {
  return strength === 'dot' || strength === 'dots' || strength === 'exclaim' || strength === 'stop';
}

/** The run that a text ends in with one more character; undefined when that belongs to none. */
export function growRun(run: Run | undefined, held: HeldText, at: number, end: number, kind: Kind): Run | undefined {
  const strength = strengthWith(run, held, at, kind);
  if (strength !== undefined) {
    const from = run !== undefined && continues(run, strength) ? run.from : at;
    return { strength, from, end, closer: -1, inReference: false };
  }
  if (run === undefined) return undefined;
  const sentence = endsSentence(run.strength);
  const code = held.codeAt(at);
  if (kind === 'extend' || (kind === 'emoji' && sentence)) return { ...run, end };
  if (closes(run, kind, code)) return { ...run, end, closer: code, inReference: false };
  if (code === openingBracket && sentence && run.strength !== 'stop') return { ...run, end, inReference: true };
  if (kind === 'digit' && run.inReference) return { ...run, end };
  return undefined;
}

const openingBracket = 0x5b;
const openingQuotes = [0x201c, 0x2018, 0xab, 0x2039];

function strengthWith(run: Run | undefined, held: HeldText, at: number, kind: Kind): Strength | undefined {
  const strongest = run?.strength === 'exclaim' || run?.strength === 'stop' ? run.strength : undefined;
  const isEllipsis = run?.closer === -1 && (run.strength === 'dot' || run.strength === 'dots');
  switch (kind) {
    case 'dot':
      return strongest ?? (isEllipsis ? 'dots' : 'dot');
    case 'ellipsis':
      return strongest ?? 'dots';
    case 'exclaim':
      return strongest ?? 'exclaim';
    case 'stop':
    case 'pause':
    case 'dash':
      return kind;
    case 'comma':
      return kindOf(held.codeBefore(at)) === 'dot' ? undefined : 'comma'; // "e.g., snacks" is no place to pause
    case 'hyphen':
      return isDash(held, at) ? 'comma' : undefined;
    default:
      return undefined;
  }
}

/** A hyphen that stands alone behind a word is a dash; behind a number it is a minus. */
function isDash(held: HeldText, at: number): boolean {
  if (!isSpace(kindOf(held.codeBefore(at)))) return false;
  return kindOf(held.codeBefore(at - 1)) !== 'digit';
}

function continues(run: Run, strength: Strength): boolean {
  if (!endsSentence(run.strength) || !endsSentence(strength)) return false;
  return run.closer === -1 || (strength === run.strength && strength !== 'dot');
}

/** Before white space every quote closes; after a full-width stop the pairs tell which way they face. */
function closes(run: Run, kind: Kind, code: number): boolean {
  if (run.strength === 'dash') return false;
  if (kind === 'closer') return true;
  return kind === 'quote' && !(run.strength === 'stop' && openingQuotes.includes(code));
}
