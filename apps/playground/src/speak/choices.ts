/** Which protocol, voice, language, format and speed. */
import { languagesOf, speaks } from '../catalogue/languages.js';
import { kindTitles, type Voice, type VoiceKind } from '../catalogue/voice.js';
import { element, field } from '../shell/dom.js';
import type { Driver, Wish } from './drivers/driver.js';

export interface Choices {
  readonly element: HTMLElement;
  /** What is chosen now, and the language that the voice speaks by itself, where that is known. */
  read(): Wish & { readonly driver: Driver; readonly ownLanguage: string | undefined };
  /** The server's voices are known. */
  offer(voices: readonly Voice[]): void;
  /** They are not, and why. */
  lack(problem: string): void;
}

/** `drivers` has at least one. `changed` is told after every choice. */
export function createChoices(drivers: readonly Driver[], changed: () => void): Choices {
  const protocol = element('select', {}, ...drivers.map(({ id, title }) => new Option(title, id)));
  const voice = element('select');
  const language = element('select', {}, new Option('The voice’s own', ''));
  const format = element('select');
  const speed = element('input', { type: 'range', step: 0.05, value: 1, id: 'speed' });
  const shownSpeed = element('output', { for: 'speed' });
  const about = element('p');
  const voiceNote = element('p', { role: 'status' }, 'Asking for the voices…');
  let voices: readonly Voice[] = [];
  /** Until somebody has chosen a voice, each protocol begins with one that its users know. */
  let isOwnVoice = false;

  const driver = () => drivers.find(({ id }) => id === protocol.value) ?? drivers[0]!;

  function followDriver(): void {
    const { formats, speeds, about: words, defaultVoice } = driver();
    const former = format.selectedOptions[0]?.text;
    format.replaceChildren(...formats.map(({ title }, index) => new Option(title, String(index))));
    const same = formats.findIndex(({ title }) => title === former);
    format.selectedIndex = Math.max(0, same);
    [speed.min, speed.max] = speeds.map(String) as [string, string];
    about.textContent = words;
    listVoices(isOwnVoice ? voice.value : defaultVoice);
    showSpeed();
  }

  function showSpeed(): void {
    shownSpeed.value = `× ${speed.valueAsNumber.toFixed(2)}`;
  }

  function listVoices(wanted: string): void {
    const offered = voices.filter((candidate) => speaks(candidate, language.value, driver().takesLanguage));
    const kinds = (Object.keys(kindTitles) as VoiceKind[]).filter((kind) => offered.some((one) => one.kind === kind));
    voice.replaceChildren(
      ...kinds.map((kind) =>
        element(
          'optgroup',
          { label: kindTitles[kind] },
          ...offered.filter((one) => one.kind === kind).map((one) => new Option(titleOf(one), one.id)),
        ),
      ),
    );
    voice.value = offered.some(({ id }) => id === wanted) ? wanted : (offered[0]?.id ?? '');
    voice.disabled = offered.length === 0;
  }

  protocol.addEventListener('change', followDriver);
  voice.addEventListener('change', () => {
    isOwnVoice = true;
  });
  language.addEventListener('change', () => listVoices(voice.value));
  speed.addEventListener('input', showSpeed);
  const slider = element(
    'label',
    { class: 'slider', for: 'speed' },
    element('span', { class: 'title' }, 'Speed'),
    speed,
    shownSpeed,
  );
  const made = element(
    'div',
    { class: 'choices' },
    field('Protocol', protocol, about),
    field('Language', language),
    field('Voice', voice, voiceNote),
    field('Format', format),
    slider,
  );
  made.addEventListener('change', changed);
  followDriver();

  return {
    element: made,
    read() {
      const chosen = driver();
      return {
        driver: chosen,
        voice: voice.value || chosen.defaultVoice,
        language: language.value || undefined,
        ownLanguage: voices.find(({ id }) => id === voice.value)?.language,
        speed: speed.valueAsNumber,
        format: chosen.formats[Number(format.value)] ?? chosen.formats[0]!,
      };
    },
    offer(list) {
      voices = list;
      voiceNote.textContent = '';
      const former = language.value;
      const options = languagesOf(list).map(({ code, name }) => new Option(name, code));
      language.replaceChildren(new Option('The voice’s own', ''), ...options);
      language.value = former;
      listVoices(isOwnVoice ? voice.value : driver().defaultVoice);
      changed();
    },
    lack(problem) {
      voiceNote.textContent = problem;
    },
  };
}

function titleOf({ kind, name, id, language }: Voice): string {
  if (kind === 'engine') return `${name} – ${id}`;
  return kind === 'lmnt' ? name : `${name} – ${id}, ${language}`;
}
