/** The text on the page, lit up word by word. */
import type { Timestamp } from '@glottis/client';

export interface Reading {
  /** The next pieces of the text, and when they are spoken. */
  add(pieces: readonly Timestamp[]): void;
  /** The playback has come so far, in milliseconds. */
  light(positionMs: number): void;
  /** No word is lit any more; those that were said stay so. */
  end(): void;
}

interface Word {
  readonly span: HTMLElement;
  readonly startMs: number;
  readonly endMs: number;
}

/** Shows the whole text at once. The server's pieces are the same text, so each of them replaces the beginning of the rest. */
export function createReading(place: HTMLElement, text: string): Reading {
  const rest = document.createTextNode(text);
  place.replaceChildren(rest);
  const words: Word[] = [];

  function take({ text, start, duration }: Timestamp): void {
    const span = document.createElement('span');
    span.textContent = text;
    rest.before(span);
    rest.data = rest.data.slice(text.length);
    words.push({ span, startMs: start * 1000, endMs: (start + duration) * 1000 });
  }

  return {
    // An empty piece is silence.
    add: (pieces) => pieces.filter(({ text }) => text !== '').forEach(take),
    light(positionMs) {
      for (const { span, startMs, endMs } of words) {
        span.classList.toggle('said', startMs < positionMs);
        span.classList.toggle('lit', startMs < positionMs && positionMs <= endMs);
      }
    },
    end() {
      for (const { span } of words) span.classList.remove('lit');
    },
  };
}
