/** The view of all voices. */
import { languagesOf } from '../catalogue/languages.js';
import { kindTitles, type Voice, type VoiceKind } from '../catalogue/voice.js';
import { element, field } from '../shell/dom.js';
import type { Parts, View } from '../shell/view.js';
import { namesBySpeaker, selectVoices } from './select-voices.js';
import { createTrial } from './trial.js';
import { createVoiceTable } from './voice-table.js';

export function createVoicesView(parts: Parts): View {
  const { about, key, catalogue } = parts;
  const words = element('input', { type: 'search', placeholder: 'name, id or language', spellcheck: 'false' });
  const language = element('select', {}, new Option('Any', ''));
  const gender = element(
    'select',
    {},
    ...['Any', 'female', 'male'].map((name) => new Option(name, name === 'Any' ? '' : name)),
  );
  const kind = element('select', {}, new Option('All', ''));
  const count = element('p', { class: 'note', role: 'status' });
  const said = element('p', { class: 'note said-by', role: 'status' });
  const trial = createTrial(parts, (message) => {
    said.textContent = message;
  });
  const table = createVoiceTable(trial.hear);
  let voices: readonly Voice[] = [];
  let isListed = false;

  function list(): void {
    const filter = {
      words: words.value,
      language: language.value,
      gender: gender.value,
      kind: kind.value as VoiceKind | '',
    };
    const selected = selectVoices(voices, filter);
    table.show(selected, namesBySpeaker(voices));
    count.textContent = `${selected.length} of ${voices.length}`;
  }

  function offer(loaded: readonly Voice[]): void {
    isListed = true;
    voices = loaded;
    const kinds = (Object.keys(kindTitles) as VoiceKind[]).filter((name) =>
      loaded.some((voice) => voice.kind === name),
    );
    language.replaceChildren(
      new Option('Any', ''),
      ...languagesOf(loaded).map(({ code, name }) => new Option(name, code)),
    );
    kind.replaceChildren(new Option('All', ''), ...kinds.map((name) => new Option(kindTitles[name], name)));
    kind.value = kinds.includes('engine') ? 'engine' : '';
    list();
  }

  function load(): void {
    if (about.keyed && key.value === undefined) {
      count.textContent = 'This server asks for a key: enter it above.';
      return;
    }
    count.textContent = 'Asking the server…';
    catalogue.load().then(offer, (error: Error) => {
      count.textContent = error.message;
    });
  }

  const filters = element(
    'form',
    { class: 'filters', role: 'search' },
    field('Find', words),
    field('Language', language),
    field('Gender', gender),
    field('Kind', kind),
  );
  filters.addEventListener('input', list);
  filters.addEventListener('submit', (event) => event.preventDefault());
  key.onChange(load);
  table.show([], new Map());

  return {
    element: element(
      'div',
      { class: 'voices-layout' },
      element('h2', { class: 'unseen' }, 'Voices'),
      filters,
      element('div', { class: 'panel-head' }, count, said),
      table.element,
    ),
    show() {
      if (!isListed) load();
    },
    hide: trial.hush,
  };
}
