/** The conversation, as it is read. */
import { element } from '../../shell/dom.js';
import type { AgentEntry, Entry } from './entry.js';
import type { StoryListener } from './story.js';

export interface StoryPanel extends StoryListener {
  readonly element: HTMLElement;
}

/** The agent's words are not announced to those who do not see them: they are being spoken at that very moment. */
export function createStoryPanel(): StoryPanel {
  const list = element('ol', { class: 'story', tabindex: 0, 'aria-label': 'Conversation' });
  const rows = new Map<number, HTMLElement>();

  function keepingUp(change: () => void): void {
    const isAtEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 40;
    change();
    // Who has scrolled back is reading.
    if (isAtEnd) list.scrollTop = list.scrollHeight;
  }

  return {
    element: element(
      'section',
      { class: 'panel' },
      element('div', { class: 'panel-head' }, element('h3', {}, 'Conversation')),
      list,
    ),
    onBegin() {
      rows.clear();
      list.replaceChildren();
    },
    onAdded(entry) {
      const row = element('li', {});
      rows.set(entry.id, row);
      render(row, entry);
      keepingUp(() => list.append(row));
    },
    onChanged(entry) {
      const row = rows.get(entry.id);
      if (row !== undefined) keepingUp(() => render(row, entry));
    },
    onRemoved(entry) {
      rows.get(entry.id)?.remove();
      rows.delete(entry.id);
    },
  };
}

function render(row: HTMLElement, entry: Entry): void {
  switch (entry.type) {
    case 'agent':
      row.className = 'agent';
      row.replaceChildren(speaker('Agent'), ...agentWords(entry));
      break;
    case 'caller':
      row.className = entry.isPartial ? 'caller partial' : 'caller';
      row.replaceChildren(speaker('Caller'), element('span', { class: 'words' }, entry.text));
      break;
    case 'remark':
      row.className = entry.isProblem ? 'remark problem' : 'remark';
      row.replaceChildren(...(entry.name === undefined ? [] : [element('code', {}, entry.name), ' ']), entry.text);
      break;
  }
}

function speaker(name: string): HTMLElement {
  return element('span', { class: 'speaker' }, name);
}

function agentWords({ text, heard, isCut }: AgentEntry): readonly HTMLElement[] {
  if (!isCut) return [element('span', { class: 'words' }, text)];
  if (heard === undefined) return [element('span', { class: 'words' }, text), note('interrupted')];
  const words = element('span', { class: 'words' }, text.slice(0, heard));
  const rest = text.slice(heard);
  if (rest.trim() === '') return [words];
  words.append(element('s', {}, rest));
  return [words, note(heard === 0 ? 'not heard' : 'interrupted: the rest was not heard')];
}

function note(text: string): HTMLElement {
  return element('span', { class: 'note' }, text);
}
