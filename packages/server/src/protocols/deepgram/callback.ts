/** `callback`: the audio goes to a URL of the client's, after the answer. */
import { unescape as percentDecoded } from 'node:querystring';
import type { Outgoing } from '../../access/outgoing.js';
import type { Clock } from '../../clock.js';
import { SpeechError } from '../../errors.js';
import type { SpeechSession } from '../../session/speech.js';
import type { ProtocolTools } from '../definition.js';
import type { CallbackTarget } from './query.js';
import { headerText } from './response.js';
import { speakText } from './spoken-text.js';

/** What is to be delivered, and where. */
export interface Delivery {
  readonly target: CallbackTarget;
  readonly text: string;
  readonly contentType: string;
  readonly requestId: string;
  /** Which key asked, by its id; the key itself never leaves the server. */
  readonly holderId: string;
  /** Once for each attempt: audio is made anew rather than kept, since it can be large. */
  open(): Promise<SpeechSession>;
}

export interface Callbacks {
  /** Settles once the audio can be made, and delivers it in the background. Throws what `open` throws, `forbidden` where
   *  the operator allows no hosts, and `overloaded` when too many wait. */
  start(delivery: Delivery): Promise<void>;
}

const maxWaiting = 100;
const maxAttempts = 11;
const retryMs = 30_000;

/** Warns of what could not be delivered. */
export function createCallbacks({ outgoing, clock, warn }: ProtocolTools): Callbacks {
  let waiting = 0;
  return {
    async start(delivery) {
      if (outgoing === undefined) {
        throw new SpeechError('forbidden', '`callback` is off on this server: its operator has allowed no hosts');
      }
      if (waiting >= maxWaiting) throw new SpeechError('overloaded', `${maxWaiting} callbacks wait already; try later`);
      waiting += 1;
      const leave = () => {
        waiting -= 1;
      };
      const session = await delivery.open().catch((cause: unknown) => {
        leave();
        throw cause;
      });
      deliver(delivery, session, outgoing, clock)
        .catch((cause: unknown) => warn('a callback was not delivered', cause, delivery.requestId))
        .finally(leave);
    },
  };
}

/** As Deepgram does: one attempt, and ten more half a minute apart. What the operator forbids is not tried again. */
async function deliver(delivery: Delivery, first: SpeechSession, outgoing: Outgoing, clock: Clock): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await send(delivery, attempt === 1 ? first : await delivery.open(), outgoing);
    } catch (cause) {
      const error = SpeechError.from(cause);
      if (error.code === 'forbidden' || attempt === maxAttempts) throw error;
    }
    await elapsed(retryMs, clock);
  }
}

async function send(delivery: Delivery, session: SpeechSession, outgoing: Outgoing): Promise<void> {
  const { target, text, contentType, requestId, holderId } = delivery;
  const { url, authorization } = withoutUserInfo(target.url);
  try {
    const response = await outgoing(url, {
      method: target.method,
      headers: {
        'content-type': contentType,
        'dg-request-id': requestId,
        'dg-token': headerText(holderId),
        ...authorization,
      },
      body: speakText(session, text),
    });
    await response.body?.cancel();
    if (!response.ok)
      throw new SpeechError('invalid-request', `the callback was answered with status ${response.status}`);
  } finally {
    session.close();
  }
}

/** A name and password in the URL become a header: many HTTP clients refuse such URLs. */
function withoutUserInfo(target: URL): { url: string; authorization?: { authorization: string } } {
  if (target.username === '' && target.password === '') return { url: target.href };
  const pair = `${percentDecoded(target.username)}:${percentDecoded(target.password)}`;
  const url = new URL(target);
  url.username = '';
  url.password = '';
  return { url: url.href, authorization: { authorization: `Basic ${Buffer.from(pair).toString('base64')}` } };
}

function elapsed(durationMs: number, clock: Clock): Promise<void> {
  return new Promise((resolve) => void clock.after(durationMs, resolve));
}
