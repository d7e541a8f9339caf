/** What a verb may use of its call. */
import type { Clock } from '../../../../clock.js';
import type { SpeechSession } from '../../../../session/speech.js';
import type { Cast, SynthesizerWish } from '../casting.js';
import type { Ear } from '../ear.js';
import type { BackgroundGather } from '../gather/barge-in.js';
import type { Hook } from '../hook.js';
import type { Line } from '../line/line.js';
import type { WireData } from '../link/link.js';
import type { Sound } from '../play/sound.js';
import type { BargeInProperties } from './config.js';

export interface Stage {
  /** Aborts when the verb is killed, by other verbs, the caller or the end of the call. */
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly ear: Ear;
  readonly settings: Settings;
  /** Whether the verb is to wait for what is being said before it. */
  readonly isPatient: boolean;
  readonly streaming: Streaming;
  readonly bargeIn: BackgroundGather<BargeInProperties>;
  /** What the caller speaks, where nobody says. */
  readonly language: string;
  /** Answers an inbound call that rings; otherwise does nothing. */
  answer(): void;
  /** What the caller hears. Answers, but for early media. */
  line(media?: { readonly isEarly?: boolean | undefined }): Line;
  /** Who speaks: as the verb wishes, or else the session, or else the host. */
  cast(wish?: SynthesizerWish): Cast;
  /** Linear 16 bit audio at this rate, as fast as it is made. Throws SpeechError. */
  openSession(cast: Cast, sampleRate: number): Promise<SpeechSession>;
  /** Files from the network, and silence, as one sound, which whoever asked for it closes. Throws SpeechError. */
  loadSound(url: string | readonly string[], sampleRate: number): Promise<Sound>;
  /** A `verb:status` for applications that want them. */
  tell(event: string, details?: WireData): void;
  /** A `jambonz:error` that speaks of this verb. */
  complain(message: string, details: string): void;
  /** For whoever watches the call, once. */
  remark(message: string): void;
  /** Asks the application, which is told before what the caller heard of speech that was interrupted, and runs the verbs of its
   *  answer, if any, in place of those that wait. Settles when it has answered, or did not in time; at once where there is no
   *  hook. Never throws. */
  ask(hook: Hook | undefined, results: WireData): Promise<void>;
  /** Asks only because a hook is to be told: what the answer brings is of no interest. Never throws. */
  inform(hook: Hook, results: WireData): Promise<void>;
  /** Settles once the caller has heard all that streams, or waited for it as long as they are made to. */
  quiet(): Promise<void>;
  tag(data: WireData): void;
  /** Hands the call to another hook. Throws an AckError or a DialError; then it stays where it is. */
  redirect(hook: Hook, statusHook: Hook | undefined): Promise<void>;
  /** The call is over: with `completed` where it was answered. */
  hangUp(): void;
  /** Rejects a call that was not answered; false where it was. */
  decline(sipStatus: number, sipReason: string | undefined): boolean;
  /** The stage of a verb within this one, which ends no later than it. */
  within(name: string, signal: AbortSignal): Stage;
}

/** What `config` sets for the rest of the call. */
export interface Settings {
  synthesizer: SynthesizerWish | undefined;
  notifyEvents: boolean;
  autoStreamTts: boolean;
  trackTtsPlayout: boolean;
}

/** The voice that speaks the application's tokens. There is one at a time. */
export interface Streaming {
  /** Opens it for good; nothing where it is open for good already. */
  enable(cast: Cast, line: Line): void;
  /** Ends it; nothing where there is none. */
  disable(): void;
  /** The caller interrupted: silence, and the application is told where there is a voice. */
  interrupt(): void;
  /** Opens it for one verb, or lends the open one. */
  borrow(cast: Cast, line: Line): Borrowed;
}

/** A verb's hold on the streaming voice. */
export interface Borrowed {
  /** Speaks all of it, behind what was said before. Settles when it was taken, or the signal aborted. */
  speak(texts: readonly string[], signal: AbortSignal): Promise<void>;
  /** The verb has more than words to let the caller hear: whatever has been heard, the voice is not empty until the returned
   *  function is called. */
  hold(signal: AbortSignal): () => void;
  /** Settles when what was said before has been heard, or when it never will be, or the signal aborted. */
  heard(signal: AbortSignal): Promise<void>;
  /** Settles when what it spoke has been heard, or, where that was nothing, when the voice has run out of tokens; or when it is
   *  gone, or the signal aborted. */
  over(signal: AbortSignal): Promise<void>;
  /** Ends what was opened for the verb, in silence; `wasKilled` as opposed to having run out. Settles when the application was
   *  told of it. */
  giveBack(wasKilled: boolean): Promise<void>;
}
