import type { Word } from '../drivers/driver.js';
import type { Line } from './line.js';

/** One text and its speech. */
export interface Turn {
  readonly line: Line;
  readonly typing: AbortController;
  isTyping: boolean;
  /** Where it begins in the audio of its line. */
  readonly offsetMs: number;
  readonly underrunsBefore: number;
  firstTextAtMs: number | undefined;
  gotAudio: boolean;
  wasHeard: boolean;
}

export function createTurn(line: Line, underrunsBefore: number): Turn {
  return {
    line,
    typing: new AbortController(),
    isTyping: true,
    offsetMs: line.receivedMs,
    underrunsBefore,
    firstTextAtMs: undefined,
    gotAudio: false,
    wasHeard: false,
  };
}

/** Words of a line as those of the text that is being said on it. */
export function onClockOf(turn: Turn | undefined, words: readonly Word[]): readonly Word[] {
  const offsetMs = turn?.offsetMs ?? 0;
  return words.map(({ text, startMs, endMs }) => ({ text, startMs: startMs - offsetMs, endMs: endMs - offsetMs }));
}
