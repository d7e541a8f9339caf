/** How long the first audio takes, as bars. */
import { element } from '../shell/dom.js';
import { type Distribution, worthShowing } from './figures.js';

/** A table, so that it can be read as well as seen; a new one for every figure. */
export function histogram(distribution: Distribution): HTMLElement {
  const buckets = worthShowing(distribution);
  const most = Math.max(1, ...buckets.map(({ count }) => count));
  const rows = buckets.map(({ upTo, count }) => {
    const bar = element('span', { class: 'bar' });
    bar.style.width = `${(count / most) * 100}%`;
    return element(
      'tr',
      {},
      element('th', { scope: 'row' }, edge(upTo, buckets.at(-2)?.upTo)),
      element('td', {}, bar),
      element('td', { class: 'number' }, count.toLocaleString('en')),
    );
  });
  return element(
    'table',
    { class: 'histogram' },
    element('caption', { class: 'unseen' }, 'First audio: how many within which time'),
    element('tbody', {}, ...rows),
  );
}

function edge(upTo: number, before: number | undefined): string {
  return upTo === Number.POSITIVE_INFINITY ? `> ${duration(before ?? 5)}` : `≤ ${duration(upTo)}`;
}

/** Seconds from a second on, milliseconds below it. */
export function duration(seconds: number): string {
  if (seconds === Number.POSITIVE_INFINITY) return 'more than 5 s';
  return seconds >= 1 ? `${Number(seconds.toFixed(2))} s` : `${Math.round(seconds * 1000)} ms`;
}
