/** Tabs as the ARIA practices describe them: one tab stop, arrow keys between the tabs, a panel each. */
import { element } from './dom.js';

export interface Tab {
  readonly id: string;
  readonly title: string;
  readonly panel: HTMLElement;
}

export interface TabsOptions {
  /** What the tabs are, for those who do not see them. */
  readonly label: string;
  readonly tabs: readonly Tab[];
  /** Somebody chose a tab, which is shown already. */
  chosen?(id: string): void;
}

export interface Tabs {
  readonly list: HTMLElement;
  readonly current: string;
  /** Shows a tab, if there is one of this name; tells nobody. */
  choose(id: string): void;
}

/** Makes the list of tabs, and hides all panels but the first. The panels are placed by the caller. */
export function createTabs({ label, tabs, chosen }: TabsOptions): Tabs {
  const buttons = tabs.map(({ id, title, panel }) => {
    const controls = panel.id || `panel-${id}`;
    const tab = element('button', { type: 'button', role: 'tab', id: `tab-${id}`, 'aria-controls': controls }, title);
    panel.id = controls;
    panel.setAttribute('role', 'tabpanel');
    panel.setAttribute('aria-labelledby', tab.id);
    tab.addEventListener('click', () => pick(id));
    return tab;
  });
  const list = element('div', { role: 'tablist', 'aria-label': label }, ...buttons);
  list.addEventListener('keydown', (event) => {
    const next = neighbour(event.key, indexOf(current), tabs.length);
    if (next === undefined) return;
    event.preventDefault();
    pick(tabs[next]!.id);
    buttons[next]!.focus();
  });
  let current = tabs[0]?.id ?? '';
  show();

  function indexOf(id: string): number {
    return tabs.findIndex((tab) => tab.id === id);
  }

  function pick(id: string): void {
    choose(id);
    chosen?.(id);
  }

  function choose(id: string): void {
    if (indexOf(id) === -1) return;
    current = id;
    show();
  }

  function show(): void {
    for (const [index, { id, panel }] of tabs.entries()) {
      const isCurrent = id === current;
      buttons[index]!.setAttribute('aria-selected', String(isCurrent));
      buttons[index]!.tabIndex = isCurrent ? 0 : -1;
      panel.hidden = !isCurrent;
    }
  }

  return {
    list,
    get current() {
      return current;
    },
    choose,
  };
}

/** Which tab a key leads to; undefined for keys that mean nothing here. */
export function neighbour(key: string, index: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowRight':
      return (index + 1) % count;
    case 'ArrowLeft':
      return (index + count - 1) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}
