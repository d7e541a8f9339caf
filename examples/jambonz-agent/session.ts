/** What the conversation uses of a call. The sessions of both clients are one, just as they are. */

export interface CallSession {
  readonly data: {
    readonly from?: string;
    readonly env_vars?: Readonly<Record<string, unknown>>;
  };
  on<Name extends keyof CallEvents>(event: Name, listener: (...data: CallEvents[Name]) => void): this;

  /** Verbs wait until they are sent. */
  config(verb: ConfigVerb): this;
  say(verb: { text: string }): this;
  hangup(): this;
  /** Instead of the verbs that run, or, without `execImmediate`, behind them. */
  send(options?: { execImmediate?: boolean }): void;
  /** Answers a hook. */
  reply(): void;
  sendCommand(command: 'config', verb: ConfigVerb): void;

  /** Settles when it was taken; while the server holds too much already, that is later. */
  sendTtsTokens(text: string): Promise<void>;
  /** The text so far is complete. */
  flushTtsTokens(): void;
  /** Silence. */
  clearTtsTokens(): void;
}

export interface ConfigVerb {
  ttsStream?: { enable: boolean };
  bargeIn?: {
    enable: boolean;
    sticky: boolean;
    input: ('speech' | 'digits')[];
    numDigits: number;
    actionHook: string;
  };
  trackTtsPlayout?: boolean;
}

/** Hooks are events, called as the application called them. */
interface CallEvents {
  '/caller': [result: CallerResult];
  'tts:streaming-event': [event: StreamingEvent];
  close: [code: number];
  error: [error: Error];
}

/** What the caller did: spoke, or pressed a key. */
export interface CallerResult {
  readonly speech?: { readonly alternatives: readonly { readonly transcript: string }[] };
  readonly digits?: string;
}

/** `text` and `bargein` are those of `tts_spoken`. */
export interface StreamingEvent {
  readonly event_type: string;
  readonly text?: string;
  readonly bargein?: boolean;
}
