/** The verbs that we run, one per line. */
import { alert } from './alert.js';
import { answer } from './answer.js';
import { config } from './config.js';
import { dtmf } from './dtmf.js';
import { gather } from './gather.js';
import { hangup } from './hangup.js';
import { pause } from './pause.js';
import { play } from './play.js';
import { redirect } from './redirect.js';
import { say } from './say.js';
import { sipDecline } from './sip-decline.js';
import { tag } from './tag.js';
import type { Verb } from './verb.js';

export const verbs: readonly Verb[] = [
  answer,
  say,
  config,
  pause,
  play,
  gather,
  tag,
  redirect,
  hangup,
  sipDecline,
  dtmf,
  alert,
];
