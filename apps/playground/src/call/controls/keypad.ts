/** The keys of a telephone, for fingers and for keyboards. */
import { button, element } from '../../shell/dom.js';

export interface Keypad {
  readonly element: HTMLElement;
  enable(isEnabled: boolean): void;
}

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'] as const;
const flashMs = 150;

/** While any of its keys has the focus, the keyboard's digits press them too. */
export function createKeypad(press: (digit: string) => void): Keypad {
  const keys = new Map(digits.map((digit) => [digit as string, button(digit, {}, () => press(digit))]));
  const pad = element('div', { class: 'keypad', role: 'group', 'aria-label': 'Keypad' }, ...keys.values());
  pad.addEventListener('keydown', (event) => {
    const key = keys.get(event.key);
    if (key === undefined || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    event.preventDefault();
    key.classList.add('pressed');
    setTimeout(() => key.classList.remove('pressed'), flashMs);
    key.click();
  });
  return {
    element: pad,
    enable(isEnabled) {
      for (const key of keys.values()) key.disabled = !isEnabled;
    },
  };
}
