/** Tells a person, line by line, what a call and its application say to each other. */

import { type Said, saidToApplication, saidToCall } from './said.js';

export interface Narrator {
  /** A message to the application, and one from it, as it went over the wire. */
  sent(text: string): void;
  received(text: string): void;
  /** Whatever else is to be known. */
  note(text: string): void;
  /** Tells what was held back. */
  end(): void;
}

const maxTokensLength = 160;

/** Tokens are told together, and of what became of them only what went wrong. `now` is in milliseconds; times are told from now. */
export function createNarrator(tell: (line: string) => void, now: () => number): Narrator {
  const startMs = now();
  let tokens: { readonly atMs: number; text: string; count: number } | undefined;

  const line = (atMs: number, mark: string, { name, details }: Said) =>
    tell(`${((atMs - startMs) / 1000).toFixed(2).padStart(7)} ${mark} ${name.padEnd(20)} ${details}`.trimEnd());
  const tellTokens = () => {
    if (tokens === undefined) return;
    const { atMs, text, count } = tokens;
    tokens = undefined;
    line(atMs, '←', {
      name: 'tts:tokens',
      details: `${JSON.stringify(text)}${count > 1 ? ` in ${count} pieces` : ''}`,
    });
  };
  const add = (text: string) => {
    tokens ??= { atMs: now(), text: '', count: 0 };
    tokens.text += text;
    tokens.count += 1;
    if (tokens.text.length >= maxTokensLength) tellTokens();
  };
  const tellNow = (mark: string, said: Said) => {
    tellTokens();
    line(now(), mark, said);
  };

  return {
    sent(text) {
      const said = saidToApplication(text);
      if (said !== undefined) tellNow('→', said);
    },
    received(text) {
      const said = saidToCall(text);
      if (said.tokens === undefined) tellNow('←', said);
      else add(said.tokens);
    },
    note: (text) => tellNow(' ', { name: text, details: '' }),
    end: tellTokens,
  };
}

/** For nobody. */
export const noNarrator: Narrator = {
  sent: () => undefined,
  received: () => undefined,
  note: () => undefined,
  end: () => undefined,
};
