/** How a `tts:tokens` is answered: the rules that both buffers keep. */
import type { TokensResult } from './tokens.js';

/** How much text may wait to be handed to the voice, in UTF-16 units. */
export const capacity = 1000;
/** An application that was told to pause is told to go on when no more than this waits, in UTF-16 units. */
export const lowWater = 200;

/** What a buffer says of itself, and is asked to do. */
export interface Gate {
  /** Why nothing is taken at all. */
  readonly refusal: string | undefined;
  /** Whether text would begin here: then white space is not worth keeping. */
  readonly isAtBeginning: boolean;
  /** The answer to tokens that are no text. */
  readonly notText: Outcome;
  hasRoomFor(text: string): boolean;
  /** Some text was refused as too much. */
  pause(text: string): void;
  take(text: string): void;
}

/** A result without its id. */
export type Outcome = Pick<TokensResult, 'status' | 'reason'>;

/** Answers with the id as it came; without one, nothing is taken. */
export function acceptTokens(data: unknown, gate: Gate): TokensResult {
  return answerTokens(data, (tokens) => outcome(tokens, gate));
}

/** The answer where there is no buffer for them. */
export function refuseTokens(data: unknown, reason: string): TokensResult {
  return answerTokens(data, () => failed(reason));
}

function answerTokens(data: unknown, outcomeOf: (tokens: unknown) => Outcome): TokensResult {
  const { id, tokens } = (data ?? {}) as { readonly id?: unknown; readonly tokens?: unknown };
  if (id === undefined) return failed('missing id');
  return { id, ...outcomeOf(tokens) };
}

function outcome(tokens: unknown, gate: Gate): Outcome {
  if (tokens === undefined) return failed('missing tokens');
  if (gate.refusal !== undefined) return failed(gate.refusal);
  if (typeof tokens !== 'string') return gate.notText;
  if (gate.isAtBeginning && tokens.trim() === '') return taken;
  if (!gate.hasRoomFor(tokens)) {
    gate.pause(tokens);
    return failed('full');
  }
  gate.take(tokens);
  return taken;
}

const taken: Outcome = { status: 'ok' };

/** A refusal with its reason. */
export function failed(reason: string): Outcome {
  return { status: 'failed', reason };
}
