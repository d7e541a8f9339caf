/** The list of views, in the order of their tabs. */
import { createCallView } from '../call/call-view.js';
import { createSpeakView } from '../speak/speak-view.js';
import { createStatusView } from '../status/status-view.js';
import { createVoicesView } from '../voices/voices-view.js';
import type { ViewDefinition } from './view.js';

const always = () => true;

export const views: readonly ViewDefinition[] = [
  { id: 'speak', title: 'Speak', isOffered: always, create: createSpeakView },
  { id: 'call', title: 'Call', isOffered: ({ calls }) => calls, create: createCallView },
  { id: 'voices', title: 'Voices', isOffered: always, create: createVoicesView },
  { id: 'status', title: 'Status', isOffered: always, create: createStatusView },
];
