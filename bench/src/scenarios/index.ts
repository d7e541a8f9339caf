/** The list, in the order in which they run. */

import type { Scenario } from '../scenario.js';
import { engineFloor } from './engine-floor.js';
import { firstAudio } from './first-audio.js';
import { idleConnections } from './idle-connections.js';
import { interruption } from './interruption.js';
import { pacedCalls } from './paced-calls.js';
import { peers } from './peers.js';
import { protocols } from './protocols.js';
import { realTime } from './real-time.js';
import { socketFloor } from './socket-floor.js';
import { streamedTokens } from './streamed-tokens.js';

export const scenarios: readonly Scenario[] = [
  engineFloor,
  socketFloor,
  firstAudio,
  streamedTokens,
  interruption,
  protocols,
  realTime,
  pacedCalls,
  idleConnections,
];

/** Run on request only: they install other people's software. */
export const peerScenarios: readonly Scenario[] = [peers];
