/** A form that is made of what an application says of its variables. */
import { element, field } from '../../shell/dom.js';
import type { Fields } from '../messages.js';
import { readValue, readVariables, type Variable } from './variables.js';

export interface VariablesForm {
  readonly element: HTMLElement;
  /** Null where the application describes none. */
  show(described: Fields | null): void;
  /** No application was asked. */
  empty(): void;
  /** Undefined where there is nothing to fill in. */
  read(): Fields | undefined;
  /** What was typed into fields that are nobody's business. */
  readonly secrets: readonly string[];
}

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

export function createVariablesForm(): VariablesForm {
  const place = element('div', { class: 'variables' });
  let controls: readonly (readonly [Variable, Control])[] = [];

  return {
    element: place,
    show(described) {
      controls = readVariables(described ?? {}).map((variable) => [variable, controlFor(variable)]);
      place.replaceChildren(...controls.map(([variable, control]) => labelled(variable, control)));
    },
    empty() {
      controls = [];
      place.replaceChildren();
    },
    read() {
      if (controls.length === 0) return undefined;
      const values = controls.map(([variable, control]) => [variable.name, readValue(variable, textOf(control))]);
      return Object.fromEntries(values.filter(([, value]) => value !== undefined)) as Fields;
    },
    get secrets() {
      return controls.flatMap(([{ isSecret }, control]) => (isSecret ? [control.value] : []));
    },
  };
}

function textOf(control: Control): string {
  return control instanceof HTMLInputElement && control.type === 'checkbox' ? String(control.checked) : control.value;
}

function controlFor(variable: Variable): Control {
  const { type, choices, isRequired, isSecret, isLong, initial } = variable;
  if (choices !== undefined) return select(choices, initial, isRequired);
  if (type === 'boolean') return element('input', { type: 'checkbox', checked: initial === 'true' });
  if (isSecret) {
    // `new-password` keeps browsers from offering, or keeping, what is none of theirs.
    return element('input', { type: 'password', autocomplete: 'new-password', required: isRequired, value: initial });
  }
  if (type === 'number') return element('input', { type: 'number', step: 'any', required: isRequired, value: initial });
  if (!isLong) return element('input', { autocomplete: 'off', required: isRequired, value: initial });
  return element('textarea', { rows: 4, required: isRequired }, initial);
}

function select(choices: readonly string[], initial: string, isRequired: boolean): HTMLSelectElement {
  const offered =
    isRequired && choices.includes(initial) ? choices : ['', ...choices.filter((choice) => choice !== '')];
  const made = element(
    'select',
    { required: isRequired },
    ...offered.map((choice) => new Option(choice || '–', choice)),
  );
  made.value = choices.includes(initial) ? initial : (offered[0] ?? '');
  return made;
}

function labelled({ name, description, isRequired }: Variable, control: Control): HTMLElement {
  const label = isRequired ? `${name} (required)` : name;
  const note = description === '' ? undefined : element('p', {}, description);
  const made = field(label, control, note);
  if (control.type === 'checkbox') made.classList.add('checked-field');
  return made;
}
