/** The view that speaks: text in, sound, figures and messages out. */
import { element } from '../shell/dom.js';
import type { Parts, View } from '../shell/view.js';
import { createOutputs } from '../sound/output.js';
import { createActions } from './actions.js';
import { createChoices } from './choices.js';
import { createCodePanel } from './code/code-panel.js';
import { createComposer } from './composer.js';
import { createConversation } from './conversation/conversation.js';
import type { Report } from './conversation/report.js';
import { grantToken } from './drivers/grant-token.js';
import { driversFor } from './drivers/index.js';
import { createLogPanel } from './log/log-panel.js';
import { tapped } from './log/tap.js';
import { createStage } from './stage.js';
import { systemTime } from './typing/system-time.js';

export function createSpeakView(parts: Parts): View {
  const { about, server, key, catalogue } = parts;
  const drivers = driversFor(about);
  if (drivers.length === 0) {
    return { element: element('p', { class: 'note' }, 'This server speaks no protocol that this page knows.') };
  }

  const log = createLogPanel();
  const stage = createStage();
  const outputs = createOutputs();
  const WebSocket = tapped(log.add, systemTime.now);
  const conversation = createConversation({
    ...systemTime,
    connect(choice, hear) {
      const granted = () => grantToken(server, choice.key ?? '');
      return choice.driver.connect(choice, { server, key: choice.key, WebSocket, grantToken: granted }, hear);
    },
    openOutput: outputs.open,
    decode: outputs.decode,
    report: show,
  });
  const actions = createActions({
    speak: () => void speak(),
    flush: conversation.flush,
    clear: () => void conversation.clear(),
    finish: conversation.finish,
  });
  const composer = createComposer(showCode);
  const choices = createChoices(drivers, showCode);
  const code = createCodePanel(about.protocols);

  async function speak(): Promise<void> {
    const written = composer.read();
    if (written !== undefined) await conversation.say({ choice: { ...choices.read(), key: key.value }, ...written });
  }

  function show(report: Report): void {
    stage.show(report);
    if (report.type === 'state') actions.follow(report.state);
    if (report.type === 'began') actions.begin();
    if (report.type === 'measured') actions.show(report.measure, report.durationMs);
  }

  function showCode(): void {
    code.show({ base: server.base, keyed: about.keyed, text: composer.text, ...choices.read() });
  }

  function listVoices(): void {
    if (about.keyed && key.value === undefined) choices.lack('This server asks for a key: enter it above.');
    else catalogue.load().then(choices.offer, (error: Error) => choices.lack(error.message));
  }

  function onKey(event: KeyboardEvent): void {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void speak();
    }
    if (event.key === 'Escape') void conversation.clear();
  }

  actions.follow('closed');
  showCode();
  listVoices();
  key.onChange(listVoices);
  return {
    element: element(
      'div',
      { class: 'speak-layout' },
      element('h2', { class: 'unseen' }, 'Speak'),
      composer.element,
      actions.element,
      stage.element,
      choices.element,
      element('div', { class: 'panels' }, log.element, code.element),
    ),
    show: () => document.addEventListener('keydown', onKey),
    hide: () => document.removeEventListener('keydown', onKey),
  };
}
