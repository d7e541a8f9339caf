/** The view of the server's figures, for as long as somebody looks at them. */
import { element } from '../shell/dom.js';
import type { Parts, View } from '../shell/view.js';
import { type Count, type Figures, figuresOf, quantile } from './figures.js';
import { duration, histogram } from './histogram.js';
import { parseMetrics } from './parse-metrics.js';

const refreshMs = 2000;

export function createStatusView({ about: { metrics }, server }: Parts): View {
  const place = element('div', { class: 'status-layout' }, element('h2', { class: 'unseen' }, 'Status'));
  if (metrics === undefined) {
    place.append(element('p', { class: 'note' }, metricsAreOff));
    return { element: place };
  }
  const content = element('div', { class: 'cards' });
  const note = element('p', { class: 'note', role: 'status' });
  place.append(content, note);
  /** One round of asking at a time; a new one ends the one before. */
  let round = new AbortController();

  async function refresh(path: string, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        const figures = await ask(path, signal);
        content.replaceChildren(...cards(figures));
        note.textContent = '';
      } catch (error) {
        if (!signal.aborted) note.textContent = `The figures could not be read: ${(error as Error).message}`;
      }
      await new Promise((resolve) => setTimeout(resolve, refreshMs));
    }
  }

  async function ask(path: string, signal: AbortSignal): Promise<Figures> {
    const response = await fetch(server.root(path), { signal });
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
    return figuresOf(parseMetrics(await response.text()));
  }

  return {
    element: place,
    show() {
      round = new AbortController();
      void refresh(metrics, round.signal);
    },
    hide: () => round.abort(),
  };
}

const metricsAreOff =
  'Metrics are not on this address. A server that listens beyond its own machine keeps them to itself unless it is started with ' +
  '--metrics same, or with an address of their own, which your monitoring can read.';

function cards(figures: Figures): readonly HTMLElement[] {
  const { sessions, connections, connectionsEver, firstAudio, realTimeFactor, errors } = figures;
  const half = quantile(firstAudio, 0.5);
  const most = quantile(firstAudio, 0.95);
  const first =
    half === undefined || most === undefined
      ? card('First audio', '–', 'nothing was spoken yet')
      : card(
          'First audio',
          duration(half),
          `median of ${whole(firstAudio.count)}; 95 in 100 within ${duration(most)}`,
          histogram(firstAudio),
        );
  first.classList.add('tall');
  const factor = realTimeFactor === undefined ? '–' : realTimeFactor.toPrecision(2);
  return [
    card('Sessions', whole(total(sessions)), 'open now', list(sessions)),
    card('Connections', whole(connections), `open now, ${whole(connectionsEver)} since the start`),
    first,
    card('Text', whole(figures.characters), 'characters taken'),
    card('Speech', minutes(figures.audioSeconds), `handed out; interrupted ${times(figures.clears)}`),
    card('Real-time factor', factor, 'time to make ÷ time to play, on average'),
    card('Errors', whole(total(errors)), 'since the start', list(errors)),
  ];
}

function card(title: string, value: string, note: string, more?: HTMLElement): HTMLElement {
  return element(
    'section',
    { class: 'card' },
    element('h3', {}, title),
    element('p', { class: 'value' }, value),
    element('p', { class: 'note' }, note),
    more,
  );
}

function list(counts: readonly Count[]): HTMLElement | undefined {
  if (counts.length === 0) return undefined;
  return element(
    'dl',
    { class: 'counts' },
    ...counts.flatMap(({ name, count }) => [element('dt', {}, name), element('dd', {}, whole(count))]),
  );
}

function total(counts: readonly Count[]): number {
  return counts.reduce((sum, { count }) => sum + count, 0);
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en');
}

function times(count: number): string {
  return count === 1 ? 'once' : `${whole(count)} times`;
}

function minutes(seconds: number): string {
  if (seconds < 100) return `${seconds.toFixed(1)} s`;
  return seconds < 6000 ? `${(seconds / 60).toFixed(1)} min` : `${(seconds / 3600).toFixed(1)} h`;
}
