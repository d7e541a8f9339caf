/** What a call is made of, for those of its parts that need the others. */
import type { Outgoing } from '../../../../access/outgoing.js';
import type { Clock } from '../../../../clock.js';
import type { ProtocolTools } from '../../../definition.js';
import type { Cast, SynthesizerWish } from '../casting.js';
import type { FedEar } from '../create-ear.js';
import type { BackgroundGather } from '../gather/barge-in.js';
import type { Line } from '../line/line.js';
import type { Metronome } from '../line/metronome.js';
import type { WireData } from '../link/link.js';
import type { HostOptions } from '../options.js';
import type { SoundRoom } from '../play/sound-room.js';
import type { TokenBuffer } from '../tokens/tokens.js';
import type { BargeInProperties } from '../verbs/config.js';
import type { Settings } from '../verbs/stage.js';
import type { Applications } from './applications.js';
import type { CallOrder } from './call.js';
import type { Foreground } from './foreground.js';
import type { Hooks } from './hooks.js';
import type { Keys } from './keys.js';
import type { CallRecord } from './record.js';
import type { CallStreaming } from './streaming.js';
import type { Watch } from './watch.js';

/** What all calls of a host share. */
export interface CallTools {
  readonly options: HostOptions;
  readonly tools: ProtocolTools;
  readonly metronome: Metronome;
  readonly sounds: SoundRoom;
}

/** What only the call as a whole can do, and wants to know. */
export interface CallLife {
  readonly record: CallRecord;
  readonly watch: Watch;
  /** Aborts when the call is over. */
  readonly over: AbortSignal;
  /** Aborts when nothing more will be said to an application. */
  readonly left: AbortSignal;
  answer(): void;
  /** What the caller hears; open from when it is asked for first. */
  line(): Line;
  /** Ends the call from our side. */
  hangUp(): void;
  /** False where it was answered. */
  decline(sipStatus: number, sipReason: string | undefined): boolean;
  /** There is no verb to be run. */
  onIdle(): void;
  /** No application will be there any more. */
  onGone(): void;
  /** It did not want its call back. */
  onUnacknowledged(): void;
}

export interface CallParts extends CallLife {
  readonly order: CallOrder;
  readonly clock: Clock;
  readonly outgoing: Outgoing;
  readonly sounds: SoundRoom;
  /** Whether jambonz is to be copied with its silences. */
  readonly isExact: boolean;
  /** What is spoken where nobody says. */
  readonly language: string;
  readonly settings: Settings;
  readonly applications: Applications;
  readonly hooks: Hooks;
  readonly keys: Keys;
  readonly foreground: Foreground;
  readonly ear: FedEar;
  readonly tokens: TokenBuffer;
  readonly streaming: CallStreaming;
  readonly bargeIn: BackgroundGather<BargeInProperties>;
  /** What the application is introduced to the call with, the first time and whenever it has lost it. */
  sessionData(): WireData;
  /** Who speaks: as is wished, or else as the session has it, or the host. */
  cast(wish?: SynthesizerWish): Cast;
  /** Settles when the caller has heard all that streams, or will not within the time that a hangup may wait. */
  quiet(signal: AbortSignal): Promise<void>;
}
