/** What was measured last. */
import { element } from '../../shell/dom.js';
import { milliseconds } from '../../speak/actions.js';
import type { Measure } from '../phone/stopwatch.js';

export interface Figures {
  readonly element: HTMLElement;
  show(measure: Measure, durationMs: number): void;
  /** Of this call nothing is measured yet. */
  empty(): void;
}

const labels = {
  firstAudio: 'first token → audio',
  sentenceAudio: 'full sentence → audio',
  sentenceAudible: 'full sentence → audible',
  silent: 'interruption → silence',
} satisfies Record<Measure, string>;

export function createFigures(): Figures {
  const measures = Object.keys(labels) as Measure[];
  const values = new Map(measures.map((measure) => [measure, element('dd', {}, '–')]));
  return {
    element: element(
      'dl',
      { class: 'figures', 'aria-label': 'Measured' },
      ...measures.map((measure) =>
        element('div', { class: 'figure' }, element('dt', {}, labels[measure]), values.get(measure)),
      ),
    ),
    show(measure, durationMs) {
      values.get(measure)!.textContent =
        durationMs < 0 ? `${milliseconds(-durationMs)} before` : milliseconds(durationMs);
    },
    empty() {
      for (const value of values.values()) value.textContent = '–';
    },
  };
}
