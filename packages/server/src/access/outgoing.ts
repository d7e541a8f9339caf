/** Requests to addresses that a client can influence. */

import { SpeechError } from '../errors.js';
import { type Destination, DestinationError, type DestinationRules, findDestination, overHttp } from './destination.js';
import { type OutgoingInit, send } from './send.js';

/** Like `fetch`, for one request that follows no redirect. Throws `forbidden` for what is not allowed, `invalid-request` for what
 *  is no URL or does not answer. Reading a body that is too long throws `message-too-large`. */
export interface Outgoing {
  (url: string, init?: OutgoingInit): Promise<Response>;
  /** Throws `forbidden` for a URL that is not allowed, and asks nobody but the name server: for those who call later and answer
   *  now. Not every way out can tell. */
  check?(url: string): Promise<void>;
}

/** What may be reached, and for how long. Everything but the hosts has a default. */
export interface OutgoingOptions extends DestinationRules {
  /** How long nothing may move. */
  readonly idleMs?: number;
  /** How long a request may take in all. */
  readonly deadlineMs?: number;
  /** The longest body that may be answered. */
  readonly maxResponseBytes?: number;
}

const defaults = {
  idleMs: 5_000,
  deadlineMs: 120_000,
  maxResponseBytes: 2 * 1024 * 1024,
};

/** Makes a way out of the server that leads to what the rules allow, and nowhere else. */
export function createOutgoing(options: OutgoingOptions): Outgoing {
  const limits = { ...defaults, ...options };
  const outgoing: Outgoing = async (text, init = {}) => {
    const { url, addresses } = await destinationOf(text, options, init);
    return await send(url, addresses, init, limits);
  };
  const check = async (text: string) => {
    const failure = await destinationOf(text, options).then(() => undefined, SpeechError.from);
    if (failure?.code === 'forbidden') throw failure;
  };
  return Object.assign(outgoing, { check });
}

async function destinationOf(text: string, rules: DestinationRules, init: OutgoingInit = {}): Promise<Destination> {
  try {
    return await findDestination(text, overHttp, rules, init);
  } catch (cause) {
    if (!(cause instanceof DestinationError)) throw cause;
    throw new SpeechError(cause.reason === 'not-allowed' ? 'forbidden' : 'invalid-request', cause.message);
  }
}
