/** The messages of both directions, newest at the end. */
import { copyButton } from '../../shell/copy-button.js';
import { button, element } from '../../shell/dom.js';
import type { Entry } from './entry.js';
import { createMessageLog, maxEntries } from './message-log.js';
import { arrow, shownText, transcriptOf } from './transcript.js';

export interface LogPanel {
  readonly element: HTMLElement;
  add(entry: Entry): void;
}

export function createLogPanel(): LogPanel {
  const list = element('ol', { class: 'messages', tabindex: 0, 'aria-label': 'Messages' });
  let beganAtMs = 0;

  /** Rows that are not on the page yet: to look where the reader is, whenever a message comes, would lay the page out every time. */
  const waiting = document.createDocumentFragment();
  let isDue = false;

  const log = createMessageLog((entry, isNew) => {
    if (entry.type === 'opened') beganAtMs = entry.atMs;
    if (!isNew) (waiting.lastElementChild ?? list.lastElementChild)?.remove();
    if (!isDue) requestAnimationFrame(show);
    isDue = true;
    waiting.append(row(entry, beganAtMs));
    // Of a page that nobody looks at, no frame may come for long.
    trim(waiting);
  });

  function show(): void {
    isDue = false;
    const isAtEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 40;
    list.append(waiting);
    trim(list);
    // Who has scrolled back is reading.
    if (isAtEnd) list.scrollTop = list.scrollHeight;
  }

  const clear = button('Empty', { class: 'quiet' }, () => {
    log.empty();
    list.replaceChildren();
    waiting.replaceChildren();
  });
  const copy = copyButton('Copy transcript', () => transcriptOf(log.entries));
  const panel = element(
    'section',
    { class: 'panel log' },
    element('div', { class: 'panel-head' }, element('h2', {}, 'Messages'), copy, clear),
    list,
  );
  return { element: panel, add: (entry) => log.add(entry) };
}

function trim(rows: ParentNode): void {
  while (rows.childElementCount > maxEntries) rows.firstElementChild?.remove();
}

function row(entry: Entry, beganAtMs: number): HTMLElement {
  const direction = arrow(entry);
  return element(
    'li',
    { class: `message ${directions[direction]} ${entry.type}` },
    element('span', { class: 'at' }, `${Math.round(entry.atMs - beganAtMs)}`),
    element('span', { class: 'arrow' }, direction),
    element('code', {}, shownText(entry)),
  );
}

const directions = { '>': 'from-client', '<': 'from-server', '#': 'remark' } as const;
