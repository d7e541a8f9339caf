/** The visitor's key. It is kept for as long as the tab is open, and stands in no address. */
import { element } from './dom.js';

export interface Key {
  /** Undefined until there is one. */
  readonly value: string | undefined;
  set(value: string): void;
  /** Told of every change. */
  onChange(listener: () => void): void;
}

const item = 'glottis-key';

/** Browsers may refuse their storage, and then the key lasts as long as the page. */
export function createKey(storage: () => Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>): Key {
  const listeners: (() => void)[] = [];
  let value = attempt(() => storage().getItem(item)) || undefined;
  return {
    get value() {
      return value;
    },
    set(text) {
      value = text.trim() || undefined;
      attempt(() => (value === undefined ? storage().removeItem(item) : storage().setItem(item, value)));
      for (const listener of listeners) listener();
    },
    onChange: (listener) => void listeners.push(listener),
  };
}

function attempt<Result>(act: () => Result): Result | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}

/** The form that asks for it. */
export function createKeyForm(key: Key): HTMLElement {
  const input = element('input', {
    type: 'password',
    id: 'key',
    autocomplete: 'off',
    spellcheck: 'false',
    placeholder: key.value === undefined ? 'this server asks for one' : 'kept in this tab',
  });
  const form = element(
    'form',
    { class: 'key' },
    element('label', { for: 'key' }, 'Key'),
    input,
    element('button', { type: 'submit' }, 'Use'),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    key.set(input.value);
    input.value = '';
    input.placeholder = key.value === undefined ? 'this server asks for one' : 'kept in this tab';
  });
  return form;
}
