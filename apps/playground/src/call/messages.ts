/** What the page and the server say to each other over the console's WebSocket, as the server writes it down: a test compares the two.
 *  Audio comes as binary messages, 16 bit little-endian mono at the rate of `ready`, as fast as it plays. */

/** A JSON object of which nothing is known. */
export type Fields = Readonly<Record<string, unknown>>;

export type ConsoleCommand =
  | { readonly type: 'hello'; readonly key?: string; readonly name?: string; readonly sample_rate?: number }
  | DescribeCommand
  | CallCommand
  | { readonly type: 'answer' }
  | { readonly type: 'decline' }
  | { readonly type: 'press'; readonly digit: string }
  | { readonly type: 'say'; readonly text: string; readonly final?: boolean }
  | { readonly type: 'interrupt' }
  | { readonly type: 'hangup' };

/** Asks an application which variables it takes. */
export interface DescribeCommand {
  readonly type: 'describe';
  readonly application: string;
  readonly username?: string;
  readonly password?: string;
}

/** `application` is a `ws://` or `wss://` address, or the name of a configured one. */
export interface CallCommand {
  readonly type: 'call';
  readonly application: string;
  readonly username?: string;
  readonly password?: string;
  readonly from?: string;
  readonly to?: string;
  readonly env_vars?: Fields;
}

export type ConsoleEvent =
  | {
      readonly type: 'ready';
      readonly sample_rate: number;
      readonly name: string;
      readonly applications: readonly string[];
    }
  | DescribedEvent
  | { readonly type: 'ringing'; readonly call_sid: string; readonly from: string; readonly to: string }
  | { readonly type: 'calling'; readonly call_sid: string }
  | StatusEvent
  | LogEvent
  | OmittedEvent
  /** What was sent and not played yet is not to be played. */
  | { readonly type: 'hush' }
  | { readonly type: 'error'; readonly error: string };

/** What an application says of its variables; or why it says nothing: it describes none, could not be reached, or may not be asked by
 *  this server. */
export type DescribedEvent =
  | { readonly type: 'described'; readonly application: string; readonly env_vars: Fields }
  | {
      readonly type: 'described';
      readonly application: string;
      readonly env_vars: null;
      readonly reason: 'none' | 'unreachable' | 'forbidden';
    };

/** The last one of a call has `call_status` completed, no-answer, failed or busy. */
export interface StatusEvent {
  readonly type: 'status';
  readonly call_sid: string;
  readonly call_status: string;
  readonly sip_status: number;
  readonly sip_reason: string;
  /** Whole seconds. */
  readonly duration?: number;
  readonly call_termination_by?: string;
}

/** A message between the server and the application, the operator's variables masked; `at_ms` since the call was placed. */
export interface LogEvent {
  readonly type: 'log';
  readonly direction: Direction;
  readonly text: string;
  readonly at_ms: number;
}

/** So many messages of `log` and `error` would stand here: there were more than this page took. */
export interface OmittedEvent {
  readonly type: 'omitted';
  readonly messages: number;
}

export type Direction = 'to-app' | 'from-app';
