/** Where the call stands, and the button for it. */
import { button, element } from '../shell/dom.js';
import { type CallState, clockTime, describeState, isBusy } from './phone/call-state.js';

export interface CallBar {
  readonly element: HTMLElement;
  show(state: CallState, isLineUp: boolean): void;
  /** Moves the clock on. */
  tick(nowMs: number): void;
}

export interface CallBarActions {
  answer(): void;
  decline(): void;
  hangUp(): void;
}

/** Its button submits the form of this id when there is no call, and hangs up when there is. */
export function createCallBar(formId: string, { answer, decline, hangUp }: CallBarActions): CallBar {
  const words = element('span', { role: 'status' });
  // Not in the status, which would be read aloud every second.
  const clock = element('span', { role: 'timer' });
  const answerIt = button('Answer', { class: 'primary' }, answer);
  const declineIt = button('Decline', {}, decline);
  const main = element('button', { type: 'submit', form: formId, class: 'primary' }, 'Call');
  let current: CallState = { type: 'free' };

  main.addEventListener('click', (event) => {
    if (!isBusy(current)) return;
    event.preventDefault();
    hangUp();
  });
  const made = element(
    'div',
    { class: 'call-bar' },
    element('p', { class: 'call-state' }, words, ' ', clock),
    answerIt,
    declineIt,
    main,
  );

  return {
    element: made,
    show(state, isLineUp) {
      current = state;
      made.dataset.state = state.type;
      words.textContent = describeState(state);
      if (state.type !== 'talking') clock.textContent = '';
      const isIncoming = state.type === 'incoming';
      answerIt.hidden = declineIt.hidden = !isIncoming;
      main.hidden = isIncoming;
      main.textContent = isBusy(state) ? 'Hang up' : 'Call';
      main.classList.toggle('danger', isBusy(state));
      main.disabled = !isLineUp;
    },
    tick(nowMs) {
      if (current.type === 'talking') clock.textContent = clockTime(nowMs - current.sinceMs);
    },
  };
}
