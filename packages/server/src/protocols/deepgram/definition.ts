/** How the server is offered this protocol. */
import { defineProtocol } from '../definition.js';
import { deepgram } from './index.js';
import { deepgramOptions, strictDefaults } from './options.js';

export default defineProtocol({
  name: 'deepgram',
  options: deepgramOptions,
  strict: strictDefaults,
  create: deepgram,
});
