/** The frame around the views: the tabs, the address, the key. */
import { element } from './dom.js';
import { createKeyForm } from './key.js';
import { createTabs } from './tabs.js';
import type { Parts, View, ViewDefinition } from './view.js';

/** Puts the page into `body`. Views are made when they are first shown; the address says which one is. */
export function createShell(parts: Parts, definitions: readonly ViewDefinition[]): void {
  const { about } = parts;
  const made = new Map<string, View>();
  const offered = definitions.filter(({ isOffered }) => isOffered(about));
  const panels = new Map(offered.map(({ id }) => [id, element('section', { class: `view ${id}` })]));
  let shown: View | undefined;

  const tabs = createTabs({
    label: 'Views',
    tabs: offered.map(({ id, title }) => ({ id, title, panel: panels.get(id)! })),
    chosen(id) {
      // Not through `location.hash`, which would scroll, and leave a step back for every arrow key.
      history.replaceState(null, '', `#${id}`);
      bringUp(id);
    },
  });

  function bringUp(id: string): void {
    const definition = offered.find((candidate) => candidate.id === id);
    if (definition === undefined) return;
    const view = made.get(id) ?? definition.create(parts);
    if (!made.has(id)) panels.get(id)!.append(view.element);
    made.set(id, view);
    if (view === shown) return;
    shown?.hide?.();
    shown = view;
    view.show?.();
  }

  function follow(): void {
    tabs.choose(viewOf(location.hash) ?? tabs.current);
    bringUp(tabs.current);
  }

  const header = element(
    'header',
    {},
    element('h1', {}, 'Glottis'),
    tabs.list,
    about.keyed ? createKeyForm(parts.key) : undefined,
    element('span', { class: 'version' }, about.version),
  );
  document.body.replaceChildren(header, element('main', {}, ...panels.values()));
  addEventListener('hashchange', follow);
  document.addEventListener('visibilitychange', () => (document.hidden ? shown?.hide?.() : shown?.show?.()));
  follow();
}

/** The view that an address names: `#call` and `#call/anything` are both the view `call`. */
export function viewOf(hash: string): string | undefined {
  return /^#([a-z]+)/.exec(hash)?.[1];
}
