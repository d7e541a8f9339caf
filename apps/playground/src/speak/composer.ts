/** What is said, and how fast it is written. */
import { element, field } from '../shell/dom.js';
import type { Saying } from './conversation/report.js';
import { defaultText, maxCharacters } from './default-text.js';
import { splitTokens } from './typing/split-tokens.js';

export interface Composer {
  readonly element: HTMLElement;
  /** The whole text. */
  readonly text: string;
  /** As it is to be handed over; undefined where there is none, which the visitor is told. */
  read(): Pick<Saying, 'tokens' | 'tokensPerSecond'> | undefined;
}

/** `changed` is told when the text was edited. */
export function createComposer(changed: () => void): Composer {
  const text = element('textarea', { rows: 6, maxlength: maxCharacters, required: true, spellcheck: 'false' });
  text.value = defaultText;
  text.addEventListener('input', changed);

  const asModel = element('input', { type: 'checkbox', id: 'as-model', checked: true });
  const rate = element('input', { type: 'range', min: 5, max: 200, step: 5, value: 40, id: 'rate' });
  const shown = element('output', { for: 'rate' });
  const showRate = () => {
    rate.disabled = !asModel.checked;
    shown.value = asModel.checked ? `${rate.value} tokens/s` : 'all at once';
  };
  asModel.addEventListener('change', showRate);
  rate.addEventListener('input', showRate);
  showRate();

  return {
    element: element(
      'div',
      { class: 'composer' },
      field('Text', text),
      element(
        'div',
        { class: 'pace' },
        element('label', { class: 'check', for: 'as-model' }, asModel, 'Written by a simulated language model'),
        element(
          'label',
          { class: 'slider', for: 'rate' },
          element('span', { class: 'unseen' }, 'Tokens per second'),
          rate,
          shown,
        ),
      ),
    ),
    get text() {
      return text.value;
    },
    read() {
      if (!text.reportValidity()) return undefined;
      return asModel.checked
        ? { tokens: splitTokens(text.value), tokensPerSecond: rate.valueAsNumber }
        : { tokens: [text.value], tokensPerSecond: undefined };
    },
  };
}
