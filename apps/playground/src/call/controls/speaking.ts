/** Typing as speech: while it goes on, what was recognised so far is told now and then. */
import type { Timer } from '../timer.js';

export interface Speaking {
  /** The field holds this now. */
  typed(text: string): void;
  /** That is all. Nothing is said where there is nothing. */
  finish(text: string): void;
  /** What was typed is not said. */
  forget(): void;
}

/** A recogniser's partial results come about as often. */
const partialMs = 200;

export function createSpeaking(
  say: (text: string, isFinal: boolean) => void,
  { after }: Pick<Timer, 'after'>,
): Speaking {
  let latest = '';
  let said = '';
  let cancel: (() => void) | undefined;

  function forget(): void {
    cancel?.();
    cancel = undefined;
    said = '';
  }

  function sayPartial(): void {
    cancel = undefined;
    if (latest === '' || latest === said) return;
    said = latest;
    say(latest, false);
  }

  return {
    typed(text) {
      latest = text.trim();
      cancel ??= after(partialMs, sayPartial);
    },
    finish(text) {
      const whole = text.trim();
      forget();
      if (whole !== '') say(whole, true);
    },
    forget,
  };
}
