/** The messages between the server and the application, newest at the end. */
import { copyButton } from '../../shell/copy-button.js';
import { element } from '../../shell/dom.js';
import type { LogEvent, OmittedEvent } from '../messages.js';
import { arrows, createCallLog, type LogEntry, maxEntries, transcriptOf } from './call-log.js';

export interface LogPanel {
  readonly element: HTMLElement;
  add(message: LogEvent | OmittedEvent): void;
  /** Another call begins, in whose messages these strings are not to be read. */
  begin(secrets: readonly string[]): void;
}

export function createLogPanel(): LogPanel {
  const log = createCallLog();
  const list = element('ol', { class: 'messages', tabindex: 0, 'aria-label': 'Messages' });
  const hide = element('input', { type: 'checkbox', id: 'hide-tokens', checked: true });
  const count = element('span');
  const shown = () => log.entries.filter(({ isToken }) => !(isToken && hide.checked));

  function showCount(): void {
    const tokens = log.entries.length - log.entries.filter(({ isToken }) => !isToken).length;
    count.textContent = tokens === 0 ? '' : ` (${tokens})`;
  }

  function fill(): void {
    list.replaceChildren(...shown().map(row));
    list.scrollTop = list.scrollHeight;
  }

  hide.addEventListener('change', fill);
  return {
    element: element(
      'section',
      { class: 'panel log' },
      element(
        'div',
        { class: 'panel-head' },
        element('h3', {}, 'Messages'),
        element('label', { class: 'check', for: 'hide-tokens' }, hide, element('span', {}, 'Hide tokens', count)),
        copyButton('Copy transcript', () => transcriptOf(shown())),
      ),
      element(
        'p',
        { class: 'note' },
        element('code', {}, '>'),
        ' to the application, ',
        element('code', {}, '<'),
        ' from it, in milliseconds since the call was placed',
      ),
      list,
    ),
    add(message) {
      const entry = log.add(message);
      showCount();
      if (entry.isToken && hide.checked) return;
      const isAtEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 40;
      list.append(row(entry));
      if (list.childElementCount > maxEntries) list.firstElementChild?.remove();
      // Who has scrolled back is reading.
      if (isAtEnd) list.scrollTop = list.scrollHeight;
    },
    begin(secrets) {
      log.begin(secrets);
      showCount();
      fill();
    },
  };
}

function row({ direction, text, atMs }: LogEntry): HTMLElement {
  return element(
    'li',
    { class: `message ${direction === 'to-app' ? 'from-client' : 'from-server'}` },
    element('span', { class: 'at' }, String(atMs ?? '')),
    element('span', { class: 'arrow' }, arrows[direction]),
    element('code', {}, text),
  );
}
