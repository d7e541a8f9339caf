/** Calls to jambonz applications, as the command line places them. */

/** Engines that are ready to speak, and a way to applications. */
export interface RunningCalls {
  /** Begins a call, and returns at once. Throws a SpeechError for what is no application. */
  place(order: CallOrder): PlacedCall;
  /** Ends what is left of the calls, and stops the engines. */
  close(): Promise<void>;
}

export interface CallOrder {
  /** A `ws://` or `wss://` address, which may lead anywhere since the operator typed it, or the name of a configured one. */
  readonly application: string;
  readonly from: string;
  readonly to: string;
  readonly envVars?: Readonly<Record<string, unknown>>;
  /** Who speaks where the application does not say. */
  readonly voice?: string;
  readonly phone: CallPhone;
  readonly observer: CallWatcher;
}

/** What the caller hears. */
export interface CallPhone {
  /** In Hz. */
  readonly sampleRate: number;
  /** The next samples, as fast as they play; `atMs` is their place in the call, which begins when it is answered. */
  hear(samples: Int16Array, atMs: number): void;
  /** What was heard and not played yet is not to be played. */
  hush(): void;
}

/** What is to be seen of a call. */
export interface CallWatcher {
  /** A message to the application, as it went over the wire. */
  onSent(text: string): void;
  onReceived(text: string): void;
  onStatus(status: CallState): void;
  onProblem(message: string): void;
}

export interface CallState {
  /** `in-progress` once it is answered; the last one is `completed`, `no-answer`, `failed` or `busy`. */
  readonly callStatus: string;
  readonly sipStatus: number;
  readonly sipReason: string;
  /** In seconds, of a completed call. */
  readonly duration?: number;
  /** Who hung up. */
  readonly callTerminationBy?: string;
}

export interface PlacedCall {
  /** Settles when everything of it is over. */
  readonly ended: Promise<void>;
  /** Throws a SpeechError for what is no key. */
  press(digit: string): void;
  say(text: string, isFinal: boolean): void;
  interrupt(): void;
  hangUp(): void;
}
