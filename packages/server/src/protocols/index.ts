/** The wire protocols that the server speaks. A new one is a folder beside this file, and one line here. */
import deepgram from './deepgram/index.js';
import type { ProtocolDefinition } from './definition.js';

export const protocols: readonly ProtocolDefinition[] = [deepgram];
