/** The text as it was sent, lit up as it is spoken. */
import { element } from '../../shell/dom.js';
import type { Heard, Word } from '../drivers/driver.js';
import { heardBy, placed, type TimedPlace, within, wordAt } from './timeline.js';
import { createWordPlaces } from './word-places.js';

export interface Reading {
  readonly element: HTMLElement;
  /** A new text begins. */
  begin(): void;
  sent(text: string): void;
  words(words: readonly Word[]): void;
  /** The playback has come so far. */
  light(positionMs: number): void;
  /** Nothing is spoken any more, and all of it was. */
  end(): void;
  /** It was cut off. Shows and returns what was heard of it: as the server says, or else by the playhead; undefined where neither
   *  is known. */
  interrupt(playedMs: number, told: Heard | undefined): Heard | undefined;
}

/** At everything else a voice only pauses. */
const isSpoken = /[\p{L}\p{N}%&@#]/u;

export function createReading(): Reading {
  const rest = document.createTextNode('');
  const place = element('p', { class: 'reading', lang: '' }, rest);
  let places = createWordPlaces();
  let words: TimedPlace[] = [];
  let spans: { readonly gap: HTMLElement; readonly span: HTMLElement }[] = [];
  /** How much of the text stands before `rest`. */
  let done = 0;
  let lit = -1;

  function add(word: TimedPlace): void {
    // What stands between two words is said with the second.
    const gap = element('span', {}, places.text.slice(done, word.start));
    const span = element('span', {}, places.text.slice(word.start, word.end));
    rest.before(gap, span);
    rest.data = places.text.slice(word.end);
    done = word.end;
    words.push(word);
    spans.push({ gap, span });
  }

  /** Sets the words from the one that was lit to the one that is. */
  function become(next: number): void {
    dim();
    for (const { gap, span } of spans.slice(Math.max(lit, 0), next + 1)) {
      gap.classList.add('said');
      span.classList.add('said');
    }
    const span = spans[next]?.span;
    if (span !== undefined && isSpoken.test(span.textContent)) span.classList.add('lit');
    lit = next;
  }

  function dim(): void {
    spans[lit]?.span.classList.remove('lit');
  }

  return {
    element: place,
    begin() {
      places = createWordPlaces();
      words = [];
      spans = [];
      done = 0;
      lit = -1;
      rest.data = '';
      place.replaceChildren(rest);
    },
    sent(text) {
      places.append(text);
      rest.appendData(text);
    },
    words: (timed) => placed(timed, places.find).forEach(add),
    light(positionMs) {
      const next = wordAt(words, positionMs);
      if (next > lit) become(next);
    },
    end() {
      become(spans.length - 1);
      dim();
      rest.replaceWith(element('span', { class: 'said' }, rest.data));
    },
    interrupt(playedMs, told) {
      dim();
      const { text } = places;
      const heard = (told && within(text, told)) ?? heardBy(text, words, playedMs);
      if (heard === undefined) return undefined;
      place.replaceChildren(
        element('span', { class: 'said' }, heard.spoken),
        element('span', { class: 'unheard' }, heard.remaining),
      );
      return heard;
    },
  };
}
