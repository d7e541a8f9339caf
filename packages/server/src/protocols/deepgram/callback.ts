/** `callback`: the audio goes to a URL of the client's, after the answer. */
import type { Outgoing } from '../../access/outgoing.js';
import type { Clock } from '../../clock.js';
import { SpeechError } from '../../errors.js';
import type { SpeechSession } from '../../session/speech.js';
import type { ProtocolTools } from '../definition.js';
import { audioOf, speakText } from '../speak-text.js';
import type { CallbackTarget } from './query.js';
import { headerText } from './response.js';

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
   *  the operator does not allow the host, `overloaded` when too many wait, and `going-away` after `close`. */
  start(delivery: Delivery): Promise<void>;
  /** Nothing is tried again. Settles when the deliveries under way have ended, of which none outlasts the deadline. */
  close(deadline: AbortSignal): Promise<void>;
}

/** What deliveries are made with. */
interface Courier {
  readonly outgoing: Outgoing;
  readonly clock: Clock;
  /** Aborted when nothing is to be tried again. */
  readonly stopping: AbortSignal;
  /** Aborted when the attempt under way must end too. */
  readonly cut: AbortSignal;
}

const maxWaiting = 100;
const maxAttempts = 11;
const retryMs = 30_000;

/** Warns once of each callback that could not be delivered. */
export function createCallbacks({ outgoing, clock, warn }: Omit<ProtocolTools, 'dial'>): Callbacks {
  const stop = new AbortController();
  const stopping = stop.signal;
  // One cut for each, since a signal that lives as long as the server would gather what listens to it.
  const cuts = new Map<Promise<void>, AbortController>();
  return {
    async start(delivery) {
      await outgoing.check?.(delivery.target.url.href);
      stopping.throwIfAborted();
      if (cuts.size >= maxWaiting)
        throw new SpeechError('overloaded', `${maxWaiting} callbacks wait already; try later`);
      const cut = new AbortController();
      const courier: Courier = { outgoing, clock, stopping, cut: cut.signal };
      const lost = (cause: unknown) => warn('a callback was not delivered', cause, delivery.requestId);
      const opening = delivery.open();
      const ended = opening.then(
        // Raced, since what is under way may be slow to notice that it is cut.
        (session) => Promise.race([deliver(delivery, session, courier), aborted(cut.signal)]).catch(lost),
        () => undefined, // the client is told, below
      );
      cuts.set(ended, cut);
      void ended.finally(() => cuts.delete(ended));
      await opening;
    },
    async close(deadline) {
      stop.abort(new SpeechError('going-away', 'the server is shutting down'));
      const cutAll = () => {
        for (const cut of cuts.values()) cut.abort(stopping.reason);
      };
      deadline.addEventListener('abort', cutAll, { once: true });
      if (deadline.aborted) cutAll();
      await Promise.all(cuts.keys());
      deadline.removeEventListener('abort', cutAll);
    },
  };
}

/** As Deepgram does: one attempt, and ten more half a minute apart. What the operator forbids is not tried again. */
async function deliver(delivery: Delivery, first: SpeechSession, courier: Courier): Promise<void> {
  const { clock, stopping } = courier;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await send(delivery, attempt === 1 ? first : await delivery.open(), courier);
    } catch (cause) {
      const error = SpeechError.from(cause);
      if (error.code === 'forbidden' || attempt === maxAttempts) throw error;
      await elapsed(retryMs, clock, stopping);
      if (stopping.aborted) throw new SpeechError('going-away', 'it is not tried again: the server stops', { cause });
    }
  }
}

async function send(delivery: Delivery, session: SpeechSession, { outgoing, cut }: Courier): Promise<void> {
  const { target, text, contentType, requestId, holderId } = delivery;
  try {
    const response = await outgoing(target.url.href, {
      method: target.method,
      headers: { 'content-type': contentType, 'dg-request-id': requestId, 'dg-token': headerText(holderId) },
      body: audioOf(speakText(session, text)),
      signal: cut,
    });
    await response.body?.cancel();
    if (!response.ok)
      throw new SpeechError('invalid-request', `the callback was answered with status ${response.status}`);
  } finally {
    session.close();
  }
}

/** Settles early, at once, when the signal aborts. */
function elapsed(durationMs: number, clock: Clock, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const settle = () => {
      cancel();
      signal.removeEventListener('abort', settle);
      resolve();
    };
    const cancel = clock.after(durationMs, settle);
    signal.addEventListener('abort', settle);
  });
}

/** Settles by failing, with the signal's reason. */
function aborted(signal: AbortSignal): Promise<never> {
  if (signal.aborted) return Promise.reject(signal.reason);
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
}
