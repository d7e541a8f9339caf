import type { Credential, Holder } from '../access/holder.js';
import type { AudioFormat } from '../audio/format.js';
import type { Voice, VoiceCatalogue } from '../voices/voice.js';
import type { Mark, SpeechEvent } from './events.js';

export type { Credential, Holder } from '../access/holder.js';

/** What protocols see of the server: they open sessions, and look voices up. */
export interface SpeechService {
  readonly voices: VoiceCatalogue;
  /** Whether the operator asked for the vendors' own limits and refusals. */
  readonly strict: boolean;
  /** Who holds this credential; throws `unauthorized`. */
  authenticate(credential: Credential | undefined): Promise<Holder>;
  /** A short-lived token that stands for the holder; `ttlSeconds` from 1 to 3600. */
  grant(holder: Holder, ttlSeconds: number): Promise<string>;
  /** Resolves the voice, checks the format, and opens a session. Throws SpeechError. */
  open(options: SpeechOptions): Promise<SpeechSession>;
}

export interface SpeechOptions {
  readonly holder: Holder;
  readonly protocol: string;
  readonly voice: string;
  readonly language?: string;
  readonly format: AudioFormat;
  readonly speed?: number;
  readonly timestamps?: boolean;
  /** Released as fast as it plays, for telephony; otherwise as fast as it is made. */
  readonly paced?: boolean;
  /** The engine that must speak, whatever the voice's name says. */
  readonly synthesizer?: string;
  /** An engine that fails costs the utterance it was speaking, told by a `failed` event; otherwise it ends the session. */
  readonly survivesFailure?: boolean;
}

/** One conversation's speech: text in, audio out. Iterate it once; the iteration ends after a finish, and throws what failed. */
export interface SpeechSession extends AsyncIterable<SpeechEvent> {
  readonly voice: Voice;
  /** Adds text. False: no room, nothing was taken. */
  append(text: string): boolean;
  /** How much text may wait to be spoken, in UTF-16 units. */
  readonly textCapacity: number;
  /** Settles when at most half of that waits. */
  readonly ready: Promise<void>;
  /** Settles when everything that was appended has been flushed and handed out: nobody would miss the session now. */
  readonly settled: Promise<void>;
  /** In order: speak what is buffered, then answer `flushed`. */
  flush(mark?: Mark): void;
  /** At once: drop all that was not yet handed out, then answer `cleared`. `playedMs` is how far the listener has heard. */
  clear(options?: { readonly mark?: Mark; readonly playedMs?: number }): void;
  /** In order: no more text; the iteration ends after the last audio. */
  finish(): void;
  /** At once: everything stops, nobody is answered. */
  close(): void;
}
