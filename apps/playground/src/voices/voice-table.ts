/** Voices as rows, each of which can be heard. */
import { languageName } from '../catalogue/languages.js';
import { kindTitles, type Voice } from '../catalogue/voice.js';
import { button, element } from '../shell/dom.js';

export interface VoiceTable {
  readonly element: HTMLElement;
  show(voices: readonly Voice[], otherNames: ReadonlyMap<string, readonly string[]>): void;
}

const shownNames = 6;

export function createVoiceTable(hear: (voice: Voice) => void): VoiceTable {
  const body = element('tbody');
  const heads = ['Voice', 'Language', 'Gender', 'Engine', ''];
  const table = element(
    'table',
    { class: 'voices-table' },
    element('thead', {}, element('tr', {}, ...heads.map((head) => element('th', { scope: 'col' }, head)))),
    body,
  );

  function row(voice: Voice, names: readonly string[]): HTMLElement {
    const { id, name, language, gender } = voice;
    const attempt = button('Try', { class: 'quiet', 'aria-label': `Try ${name}` }, () => hear(voice));
    return element(
      'tr',
      {},
      element('th', { scope: 'row' }, name, element('code', {}, id), also(names)),
      element('td', { class: 'language' }, languageName(language), element('code', {}, language)),
      element('td', {}, gender),
      element('td', {}, ...engine(voice)),
      element('td', { class: 'try' }, attempt),
    );
  }

  return {
    element: table,
    show(voices, otherNames) {
      body.replaceChildren(...voices.map((voice) => row(voice, otherNames.get(voice.id) ?? [])));
      table.hidden = voices.length === 0;
    },
  };
}

function also(names: readonly string[]): HTMLElement | undefined {
  if (names.length === 0) return undefined;
  const more = names.length > shownNames ? ` and ${names.length - shownNames} more` : '';
  return element(
    'span',
    { class: 'also', title: names.join(', ') },
    `also ${names.slice(0, shownNames).join(', ')}${more}`,
  );
}

function engine({ kind, engine, spokenBy }: Voice): readonly (Node | string)[] {
  if (kind === 'engine') return [engine ?? '–'];
  if (spokenBy !== undefined)
    return [kindTitles[kind], element('span', { class: 'also' }, 'spoken by ', element('code', {}, spokenBy))];
  return [kindTitles[kind], element('span', { class: 'also' }, 'spoken by a voice of its language and gender')];
}
