/** The call itself: where it stands, what is heard of it, and what went wrong. */
import { element } from '../shell/dom.js';
import { advice } from './advice.js';
import { type CallBarActions, createCallBar } from './call-bar.js';
import { createLiveWaveform } from './ear/live-waveform.js';
import { describeLine, type LineState } from './line/line.js';
import type { CallState } from './phone/call-state.js';
import type { Timer } from './timer.js';

export interface CallPanel {
  readonly element: HTMLElement;
  /** Another call begins. */
  begin(): void;
  showCall(state: CallState): void;
  showLine(state: LineState): void;
  /** What is missing before there can be a line. */
  showNote(note: string): void;
  showProblem(message: string): void;
  /** Nothing has come from this application yet. */
  showAdvice(application: string): void;
  /** Nothing moves that nobody sees. */
  setShown(isShown: boolean): void;
}

export interface CallPanelParts {
  /** The form that its button submits. */
  readonly formId: string;
  readonly actions: CallBarActions;
  readonly timer: Pick<Timer, 'now'>;
  /** Whether the server runs on the machine of the one who sees this. */
  readonly isHere: boolean;
  /** The loudest that was heard since this was last asked. */
  level(): number;
}

const clockMs = 250;

export function createCallPanel({ formId, actions, timer, isHere, level }: CallPanelParts): CallPanel {
  const bar = createCallBar(formId, actions);
  const waveform = createLiveWaveform(level);
  const note = element('p', { class: 'note', role: 'status' });
  const problem = element('p', { class: 'problem', role: 'alert' });
  const help = element('div');
  let call: CallState = { type: 'free' };
  let isLineUp = false;
  let isShown = false;
  let clock: ReturnType<typeof setInterval> | undefined;

  function animate(): void {
    clearInterval(clock);
    waveform.stop();
    if (!isShown || call.type !== 'talking') return;
    const tick = () => bar.tick(timer.now());
    tick();
    clock = setInterval(tick, clockMs);
    waveform.start();
  }

  bar.show(call, isLineUp);
  return {
    element: element(
      'section',
      { class: 'panel', 'aria-label': 'Call' },
      bar.element,
      waveform.element,
      note,
      problem,
      help,
    ),
    begin() {
      problem.textContent = '';
      help.replaceChildren();
      waveform.empty();
    },
    showCall(state) {
      call = state;
      bar.show(call, isLineUp);
      if (call.type === 'talking') help.replaceChildren();
      animate();
    },
    showLine(state) {
      isLineUp = state.type === 'up';
      bar.show(call, isLineUp);
      note.textContent = describeLine(state);
      // Of a line that went down it may say why; a refusal is in the note.
      if (state.type !== 'down') problem.textContent = '';
    },
    showNote(text) {
      note.textContent = text;
    },
    showProblem(message) {
      problem.textContent = message;
    },
    showAdvice(application) {
      help.replaceChildren(advice(application, isHere));
    },
    setShown(isNow) {
      isShown = isNow;
      animate();
    },
  };
}
