/** One call, as those see it who place it, and those who list it. */
import type { Holder, SpeechService } from '../../../../session/speech.js';
import type { Hook } from '../hook.js';
import type { Application, WireData } from '../link/link.js';
import type { Caller, Phone } from '../phone.js';
import type { CallInfo } from './info.js';

/** What is needed for a call. */
export interface CallOrder {
  readonly speech: SpeechService;
  readonly holder: Holder;
  readonly application: Application;
  /** `inbound`: somebody calls the application. `outbound`: the application, or somebody for it, calls the phone. */
  readonly direction: 'inbound' | 'outbound';
  readonly from: string;
  readonly to: string;
  readonly callerName?: string;
  /** `customerData` of the call from the beginning. */
  readonly tag?: WireData;
  readonly envVars?: WireData;
  readonly synthesizer?: WireData;
  readonly phone: Phone;
  /** Outbound only: whether the phone is picked up; a call that is not given one is picked up at once. */
  readonly pickedUp?: Promise<boolean>;
  readonly observer?: CallObserver;
}

/** Whoever watches a call. */
export interface CallObserver {
  /** A message between us and the application, as it went over the wire. */
  onSent?(text: string): void;
  onReceived?(text: string): void;
  /** Told at every change, the last time when the call is over. */
  onStatus?(info: CallInfo): void;
  /** What went wrong, in words for a person. */
  onProblem?(message: string): void;
}

export interface Call extends Caller {
  readonly sid: string;
  /** As it is now. */
  readonly info: CallInfo;
  /** Settles when everything of it is over: the last message sent, the engine stopped. Never rejects. */
  readonly ended: Promise<void>;
  /** Ends the call from our side, as a REST client or a stopping server wants it. */
  end(): void;
  /** Hands the call to another hook of its application, or to another application, as a REST client wants it. */
  redirect(hook: Hook): void;
}
