/** "The same in code": one snippet per client, for what is chosen on the page. */
import { copyButton } from '../../shell/copy-button.js';
import { element } from '../../shell/dom.js';
import { createTabs } from '../../shell/tabs.js';
import type { Shown } from './snippet.js';
import { snippets } from './snippets.js';

export interface CodePanel {
  readonly element: HTMLElement;
  show(shown: Shown): void;
}

/** Shows the snippets of those protocols. */
export function createCodePanel(protocols: readonly string[]): CodePanel {
  const panels = snippets
    .filter(({ protocol }) => protocols.includes(protocol))
    .map((snippet) => ({ snippet, code: element('code') }));
  const tabs = createTabs({
    label: 'Clients',
    tabs: panels.map(({ snippet: { id, title }, code }) => ({
      id: `code-${id}`,
      title,
      panel: element('pre', { tabindex: 0 }, code),
    })),
  });
  const current = () => panels.find(({ snippet }) => `code-${snippet.id}` === tabs.current)?.code.textContent ?? '';
  return {
    element: element(
      'section',
      { class: 'panel code' },
      element('div', { class: 'panel-head' }, element('h2', {}, 'The same in code'), copyButton('Copy', current)),
      tabs.list,
      ...panels.map(({ code }) => code.parentElement ?? code),
    ),
    show(shown) {
      for (const { snippet, code } of panels) code.textContent = snippet.write(shown);
    },
  };
}
