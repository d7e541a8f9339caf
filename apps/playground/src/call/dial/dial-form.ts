/** Which application is called, by whom, and with which variables. */
import { button, element, field } from '../../shell/dom.js';
import type { CallCommand, ConsoleEvent, DescribeCommand, DescribedEvent } from '../messages.js';
import { defaultAddress, readAddress } from './address.js';
import type { Memory } from './memory.js';
import { createVariablesForm } from './variables-form.js';

export interface DialForm {
  readonly element: HTMLFormElement;
  /** The server is ready: what this telephone is called, and which applications have names. */
  offer(ready: Extract<ConsoleEvent, { type: 'ready' }>): void;
  showVariables(described: DescribedEvent): void;
  /** There will be no answer. */
  stopAsking(): void;
  /** Whether the server can be asked anything. */
  connect(isUp: boolean): void;
  /** What is to be called; kept for the next visit. */
  read(): CallCommand;
  /** Variables that are not to be read in the log. */
  readonly secrets: readonly string[];
  /** While there is a call nothing can be changed. */
  lock(isLocked: boolean): void;
}

export interface DialFormParts {
  readonly memory: Memory;
  /** The form is complete. */
  call(): void;
  describe(question: DescribeCommand): void;
}

export function createDialForm({ memory, call, describe }: DialFormParts): DialForm {
  const last = memory.recall();
  const application = element('select');
  const address = element('input', { inputmode: 'url', required: true, autocomplete: 'off', spellcheck: 'false' });
  address.value = last.address ?? defaultAddress;
  const username = element('input', { autocomplete: 'off', spellcheck: 'false' });
  username.value = last.username ?? '';
  const password = element('input', { type: 'password', autocomplete: 'new-password' });
  const from = element('input', { autocomplete: 'off', maxlength: 128, value: last.from });
  const to = element('input', { autocomplete: 'off', maxlength: 128, value: last.to, placeholder: 'application' });
  const note = element('p', { class: 'note', role: 'status' });
  const here = element('p', { class: 'note' });
  const variables = createVariablesForm();
  let asked: string | undefined;

  const ask = button('Ask for variables', {}, () => {
    if (!address.reportValidity()) return;
    const target = targetOf(application.value, readAddress(address.value), username.value, password.value);
    asked = target.application;
    note.textContent = 'Asking…';
    describe({ type: 'describe', ...target });
  });
  ask.disabled = true;
  const named = field('Application', application);
  const byAddress = element(
    'div',
    { class: 'by-address' },
    field('Address of the application', address),
    element(
      'details',
      { open: username.value !== '' },
      element('summary', {}, 'User and password'),
      element('div', { class: 'pair' }, field('User', username), field('Password', password)),
    ),
  );

  function followApplication(): void {
    byAddress.hidden = application.value !== '';
    address.required = application.value === '';
  }

  function stopAsking(): void {
    asked = undefined;
    note.textContent = '';
  }

  /** The variables are those of another application. */
  function forget(): void {
    stopAsking();
    variables.empty();
  }

  function listApplications(names: readonly string[]): void {
    const former = application.value || last.application || '';
    application.replaceChildren(new Option('at an address', ''), ...names.map((name) => new Option(name)));
    application.value = names.includes(former) ? former : '';
    named.hidden = names.length === 0;
    followApplication();
  }

  const fields = element(
    'fieldset',
    {},
    named,
    byAddress,
    element('div', { class: 'pair' }, field('From', from), field('To', to)),
    element('div', {}, ask, note),
    variables.element,
  );
  const form = element('form', { class: 'dial', id: 'dial', 'aria-label': 'Whom to call' }, fields, here);
  application.addEventListener('change', followApplication);
  application.addEventListener('change', forget);
  address.addEventListener('input', forget);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    call();
  });
  listApplications([]);

  return {
    element: form,
    offer({ name, applications }) {
      from.placeholder = name;
      here.textContent = `Calls that are placed over REST to “${name}” ring here.`;
      listApplications(applications);
    },
    showVariables(described) {
      if (described.application !== asked) return;
      note.textContent = remarkOn(described);
      variables.show(described.env_vars);
    },
    stopAsking,
    connect(isUp) {
      ask.disabled = !isUp;
      if (!isUp) stopAsking();
    },
    read() {
      const values = {
        application: application.value,
        address: readAddress(address.value),
        username: username.value,
        from: from.value.trim(),
        to: to.value.trim(),
      };
      memory.keep(values);
      return order(values, password.value, variables.read());
    },
    get secrets() {
      return variables.secrets;
    },
    lock(isLocked) {
      fields.disabled = isLocked;
    },
  };
}

function order(
  { application, address, username, from, to }: Parameters<Memory['keep']>[0],
  password: string,
  env_vars: CallCommand['env_vars'],
): CallCommand {
  return {
    type: 'call',
    ...targetOf(application, address, username, password),
    ...(from !== '' && { from }),
    ...(to !== '' && { to }),
    ...(env_vars !== undefined && { env_vars }),
  };
}

/** A configured application has its own user and password. */
function targetOf(
  name: string,
  address: string,
  username: string,
  password: string,
): Pick<CallCommand, 'application' | 'username' | 'password'> {
  if (name !== '') return { application: name };
  return { application: address, ...(username !== '' && { username, password }) };
}

const reasons = {
  none: 'It takes no variables, or describes none.',
  unreachable: 'It cannot be reached. Is it running?',
  forbidden: 'This server may not ask it: its operator has not allowed the host.',
} as const;

/** Empty where there is a form to fill in instead. */
function remarkOn(described: DescribedEvent): string {
  if (described.env_vars === null) return reasons[described.reason];
  return Object.keys(described.env_vars).length === 0 ? reasons.none : '';
}
