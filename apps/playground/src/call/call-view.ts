/** The view that calls an application: what it says is heard and read, what it sends is seen, how fast it is is measured. */
import { element } from '../shell/dom.js';
import type { Parts, View } from '../shell/view.js';
import { createOutputs } from '../sound/output.js';
import { isLoopback } from './advice.js';
import { createCallPanel } from './call-panel.js';
import { createFigures } from './controls/figures.js';
import { createKeypad } from './controls/keypad.js';
import { createSpeechField } from './controls/speech-field.js';
import { createDialForm } from './dial/dial-form.js';
import { createMemory } from './dial/memory.js';
import { createEarpiece } from './ear/earpiece.js';
import { createLine, type LineState } from './line/line.js';
import { createLogPanel } from './log/log-panel.js';
import type { ConsoleEvent } from './messages.js';
import { type CallState, isBusy } from './phone/call-state.js';
import { createStopwatch } from './phone/stopwatch.js';
import { createTelephone, type Report } from './phone/telephone.js';
import { createStory } from './story/story.js';
import { createStoryPanel } from './story/story-panel.js';
import { systemTimer as timer } from './timer.js';

export function createCallView({ about, server, key }: Parts): View {
  const title = document.title;
  const storyPanel = createStoryPanel();
  const story = createStory(storyPanel);
  const log = createLogPanel();
  const figures = createFigures();
  const stopwatch = createStopwatch(figures.show);
  const earpiece = createEarpiece({
    openOutput: createOutputs().open,
    onPosition: (positionMs, latencyMs) => stopwatch.position(positionMs, latencyMs, timer.now()),
    onProblem: (message) => panel.showProblem(message),
  });
  const line = createLine({
    url: server.ws('/jambonz/console'),
    WebSocket,
    timer,
    hello: () => ({ type: 'hello', ...(key.value !== undefined && { key: key.value }) }),
    onState: showLine,
    onEvent: receive,
    onAudio: (bytes) => telephone.hear(bytes),
  });
  const telephone = createTelephone({ earpiece, stopwatch, timer, send: line.send, report: show });
  const form = createDialForm({
    memory: createMemory(() => localStorage),
    call: () => telephone.call(form.read()),
    describe: line.send,
  });
  const isHere = isLoopback(server.ws(''));
  const panel = createCallPanel({ formId: form.element.id, actions: telephone, timer, isHere, level: earpiece.level });
  const keypad = createKeypad(telephone.press);
  const speech = createSpeechField({ timer, say: telephone.say, interrupt: telephone.interrupt });

  function receive(event: ConsoleEvent): void {
    if (event.type === 'ready') form.offer(event);
    if (event.type === 'described') form.showVariables(event);
    if (event.type === 'error') form.stopAsking();
    telephone.receive(event);
  }

  function show(report: Report): void {
    switch (report.type) {
      case 'began':
        begin();
        break;
      case 'state':
        showCall(report.state);
        break;
      case 'logged':
        log.add(report.message);
        if (report.message.type === 'omitted') story.miss();
        break;
      case 'said':
        story.follow(report.message, report.isSilent);
        break;
      case 'caller':
        story.callerSays(report.text, report.isFinal);
        break;
      case 'pressed':
        story.remark(`the caller presses ${report.digit}`);
        break;
      case 'interrupted':
        story.remark('the caller begins to speak');
        break;
      case 'problem':
        panel.showProblem(report.message);
        break;
      case 'unanswered':
        panel.showAdvice(report.application);
        break;
    }
  }

  function begin(): void {
    panel.begin();
    story.begin();
    log.begin(form.secrets);
    figures.empty();
  }

  function showCall(state: CallState): void {
    panel.showCall(state);
    form.lock(isBusy(state));
    keypad.enable(state.type === 'talking');
    speech.enable(state.type === 'talking');
    document.title = state.type === 'incoming' ? `${state.from} calls – ${title}` : title;
  }

  function showLine(state: LineState): void {
    panel.showLine(state);
    form.connect(state.type === 'up');
    if (state.type === 'connecting') telephone.lose('cut off');
    else if (state.type !== 'up') telephone.lose(`cut off, ${state.problem}`);
  }

  function onKey(event: KeyboardEvent): void {
    if (event.key === 'Escape') telephone.interrupt();
  }

  showCall(telephone.state);
  if (about.keyed && key.value === undefined) panel.showNote('This server asks for a key: enter it above.');
  else line.connect();
  key.onChange(line.connect);
  return {
    element: element(
      'div',
      { class: 'call-layout' },
      element('h2', { class: 'unseen' }, 'Call an application'),
      form.element,
      element(
        'div',
        { class: 'call' },
        panel.element,
        speech.element,
        element(
          'div',
          { class: 'talk' },
          storyPanel.element,
          element('div', { class: 'side' }, keypad.element, figures.element),
        ),
      ),
      log.element,
    ),
    show() {
      panel.setShown(true);
      document.addEventListener('keydown', onKey);
    },
    hide() {
      panel.setShown(false);
      document.removeEventListener('keydown', onKey);
    },
  };
}
