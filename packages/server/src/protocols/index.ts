/** The wire protocols that the server speaks. A new one is a folder beside this file, and one line here. */
import deepgram from './deepgram/index.js';
import type { ProtocolDefinition } from './definition.js';
import jambonz from './jambonz/index.js';
import lmnt from './lmnt/index.js';
import slng from './slng/index.js';

export const protocols: readonly ProtocolDefinition[] = [deepgram, lmnt, slng, jambonz];
