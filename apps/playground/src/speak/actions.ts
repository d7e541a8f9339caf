/** The four verbs, each with what was measured of it. */
import { button, element } from '../shell/dom.js';
import type { Measure, State } from './conversation/report.js';

export interface Actions {
  readonly element: HTMLElement;
  /** Which verbs mean something now. */
  follow(state: State): void;
  /** Of the next text nothing is measured yet. */
  begin(): void;
  show(measure: Measure, durationMs: number): void;
}

export interface Verbs {
  speak(): void;
  flush(): void;
  clear(): void;
  finish(): void;
}

const labels = {
  connected: 'connected in',
  firstAudio: 'text → first audio',
  audible: 'text → audible',
  flushed: '→ all audio here',
  silent: '→ silence',
  cleared: '→ server’s answer',
  finished: '→ closed',
} satisfies Record<Measure, string>;

/** What stays when another text begins: it is about the connection, or about the text before. */
const lasting: readonly Measure[] = ['connected', 'silent', 'cleared'];

export function createActions(verbs: Verbs): Actions {
  const speak = button(
    'Speak',
    { class: 'primary', title: 'Ctrl+Enter', 'aria-keyshortcuts': 'Control+Enter' },
    verbs.speak,
  );
  const flush = button('Flush', {}, verbs.flush);
  const clear = button('Clear', { title: 'Escape', 'aria-keyshortcuts': 'Escape' }, verbs.clear);
  const finish = button('Finish', {}, verbs.finish);
  const figures = new Map<Measure, HTMLElement>();

  function figure(measure: Measure): HTMLElement {
    const value = element('dd', {}, '–');
    figures.set(measure, value);
    return element('div', { class: 'figure' }, element('dt', {}, labels[measure]), value);
  }

  function action(verb: HTMLButtonElement, about: string, ...measures: readonly Measure[]): HTMLElement {
    return element(
      'div',
      { class: 'action' },
      verb,
      element('p', { class: 'note' }, about),
      element('dl', { class: 'figures', 'aria-live': 'polite' }, ...measures.map(figure)),
    );
  }

  const made = element(
    'div',
    { class: 'actions', role: 'group', 'aria-label': 'Actions and their times' },
    action(speak, 'sends the text, then a flush', 'firstAudio', 'audible', 'connected'),
    action(flush, 'speaks what was sent so far', 'flushed'),
    action(clear, 'interrupts: silence at once', 'silent', 'cleared'),
    action(finish, 'ends behind the last audio', 'finished'),
  );

  return {
    element: made,
    follow(state) {
      made.dataset.state = state;
      const isSpeaking = state === 'speaking';
      flush.disabled = !isSpeaking;
      clear.disabled = !isSpeaking && state !== 'ending';
      finish.disabled = !isSpeaking && state !== 'idle';
    },
    begin() {
      for (const [measure, value] of figures) if (!lasting.includes(measure)) value.textContent = '–';
    },
    show(measure, durationMs) {
      // Its answer is still to come, or never will.
      if (measure === 'silent') figures.get('cleared')!.textContent = '–';
      figures.get(measure)!.textContent = milliseconds(durationMs);
    },
  };
}

/** Below ten a tenth matters. */
export function milliseconds(durationMs: number): string {
  return `${durationMs < 10 ? durationMs.toFixed(1) : Math.round(durationMs).toLocaleString('en')} ms`;
}
