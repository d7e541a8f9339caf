/** What the caller says, typed instead of spoken. */
import { button, element } from '../../shell/dom.js';
import type { Timer } from '../timer.js';
import { createSpeaking } from './speaking.js';

export interface SpeechField {
  readonly element: HTMLElement;
  enable(isEnabled: boolean): void;
}

export interface SpeechFieldParts {
  readonly timer: Timer;
  say(text: string, isFinal: boolean): void;
  interrupt(): void;
}

export function createSpeechField({ timer, say, interrupt }: SpeechFieldParts): SpeechField {
  const input = element('input', { id: 'caller-says', autocomplete: 'off', maxlength: 1000, enterkeyhint: 'send' });
  const send = element('button', { type: 'submit' }, 'Say');
  const stop = button('Interrupt', { title: 'Escape' }, interrupt);
  const speaking = createSpeaking(say, timer);
  const form = element(
    'form',
    { class: 'caller-says' },
    element('label', { for: 'caller-says' }, 'The caller says…'),
    element('div', { class: 'row' }, input, send, stop),
    element(
      'p',
      { class: 'note' },
      'The application hears it while it is typed, and the whole of it after Enter. Escape interrupts.',
    ),
  );
  input.addEventListener('input', () => speaking.typed(input.value));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    speaking.finish(input.value);
    input.value = '';
  });
  return {
    element: form,
    enable(isEnabled) {
      for (const control of [input, send, stop]) control.disabled = !isEnabled;
      if (!isEnabled) speaking.forget();
    },
  };
}
