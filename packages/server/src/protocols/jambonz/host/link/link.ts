/** The connection to an application, as the rest of a call sees it. */

import type { Clock } from '../../../../clock.js';
import type { Dial } from '../../../dial.js';

/** A message's payload as we write it: camelCase inside, snake_case on the wire, but for the subtrees that are not ours. */
export type WireData = Readonly<Record<string, unknown>>;

/** An application that can be called. */
export interface Application {
  /** `ws://` or `wss://`, as it was given: with query, and with the fragment that says how to retry. */
  readonly url: string;
  readonly username?: string;
  readonly password?: string;
  /** The operator wrote it down, no client did. */
  readonly trusted: boolean;
}

/** What nobody answers. */
export type Notification =
  | 'call:status'
  | 'verb:status'
  | 'jambonz:error'
  | 'tts:tokens-result'
  | 'tts:streaming-event';

/** What an application must acknowledge. */
export type Question = 'session:new' | 'session:redirect' | 'verb:hook';

/** One application on the other end, through all its reconnections. */
export interface AppLink {
  /** Sent in order, at once where the application is there; kept until it is again where it comes back; dropped after it said
   *  goodbye. Before the session's question was put, messages carry no `call_sid`. */
  notify(type: Notification, data: WireData): void;
  /** Settles with the `data` of the acknowledgement, empty where it brought none. `hook` goes into the envelope untouched.
   *  Throws an AckError. */
  ask(type: Question, data: WireData, hook?: string): Promise<readonly unknown[]>;
  /** Says goodbye: 1000 when the call is over, 1001 when it never began. Nothing is sent or delivered after it. */
  close(code: 1000 | 1001): void;
}

/** A question that was not answered: not in time, or the connection broke before. */
export class AckError extends Error {
  readonly reason: 'timed-out' | 'dropped';

  constructor(reason: AckError['reason'], question: Question) {
    super(
      reason === 'timed-out'
        ? `${question} was not acknowledged in time`
        : `the connection broke before ${question} was acknowledged`,
    );
    this.name = 'AckError';
    this.reason = reason;
  }
}

/** A `command` of an application, as it came: `data` was there where it must be, and is otherwise unchecked. */
export interface Command {
  readonly command: string;
  readonly data: unknown;
  readonly queued: boolean;
  readonly callSid: string | undefined;
  /** All of it, for an error that shows what it speaks of. */
  readonly text: string;
}

/** What a call is told by its link, and nothing of it before it has the link. None of it may throw. */
export interface LinkListener {
  onCommand(command: Command): void;
  /** The application is gone for good: it closed with 1000 (`deliberate`), or could not be reached again. */
  onGone(reason: 'deliberate' | 'lost'): void;
  /** It did not acknowledge its `session:reconnect`. */
  onUnacknowledged(): void;
  /** Every message as it went over the wire, for the caller's log. */
  onSent?(text: string): void;
  onReceived?(text: string): void;
}

export interface LinkOptions {
  readonly application: Application;
  readonly callSid: string;
  /** What a `session:reconnect` repeats. */
  readonly sessionData: () => WireData;
  readonly listener: LinkListener;
  readonly dial: Dial;
  readonly clock: Clock;
  readonly handshakeMs: number;
  readonly answerMs: number;
  readonly frameBytes: number;
  /** Null: it is never pinged, and may be silent for as long as it likes. */
  readonly pingMs: number | null;
  readonly signal: AbortSignal;
}
