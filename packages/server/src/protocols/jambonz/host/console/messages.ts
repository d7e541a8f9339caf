/** What a page and the server say to each other over the console's WebSocket. A console is one phone: one call at a time. Audio
 *  goes to the page as binary messages: 16 bit little-endian mono PCM at the rate of `ready`, as fast as it plays. */
import type { WireData } from '../link/link.js';

export type ConsoleCommand =
  /** First of all. `name` is where calls to this console ring; `key` where the server needs one. */
  | { readonly type: 'hello'; readonly key?: string; readonly name?: string; readonly sample_rate?: number }
  /** Asks an application which variables it takes. The last one that was asked is answered. */
  | {
      readonly type: 'describe';
      readonly application: string;
      readonly username?: string;
      readonly password?: string;
    }
  /** `application` is a `ws://` or `wss://` address, or the name of a configured one. */
  | {
      readonly type: 'call';
      readonly application: string;
      readonly username?: string;
      readonly password?: string;
      readonly from?: string;
      readonly to?: string;
      readonly env_vars?: WireData;
    }
  /** To a call that rings. */
  | { readonly type: 'answer' }
  | { readonly type: 'decline' }
  | { readonly type: 'press'; readonly digit: string }
  | { readonly type: 'say'; readonly text: string; readonly final?: boolean }
  | { readonly type: 'interrupt' }
  | { readonly type: 'hangup' };

export type ConsoleEvent =
  | {
      readonly type: 'ready';
      readonly sample_rate: number;
      readonly name: string;
      readonly applications: readonly string[];
    }
  /** `env_vars` as the application answered. */
  | { readonly type: 'described'; readonly application: string; readonly env_vars: WireData }
  /** It answered and describes none, could not be reached, or may not be by this server. */
  | {
      readonly type: 'described';
      readonly application: string;
      readonly env_vars: null;
      readonly reason: 'none' | 'unreachable' | 'forbidden';
    }
  | { readonly type: 'ringing'; readonly call_sid: string; readonly from: string; readonly to: string }
  | { readonly type: 'calling'; readonly call_sid: string }
  /** The last one of a call has `call_status` completed, no-answer, failed or busy. */
  | {
      readonly type: 'status';
      readonly call_sid: string;
      readonly call_status: string;
      readonly sip_status: number;
      readonly sip_reason: string;
      readonly duration?: number;
      readonly call_termination_by?: string;
    }
  /** A message between the server and the application, as it went over the wire but for variables that the operator configured,
   *  whose values are masked; `at_ms` since the call was placed. */
  | { readonly type: 'log'; readonly direction: 'to-app' | 'from-app'; readonly text: string; readonly at_ms: number }
  /** So many messages of `log` and `error` would stand here, and are not shown: there were more than the console took. */
  | { readonly type: 'omitted'; readonly messages: number }
  /** What was sent and not played yet is not to be played. */
  | { readonly type: 'hush' }
  | { readonly type: 'error'; readonly error: string };
