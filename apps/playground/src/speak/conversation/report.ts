/** What a conversation takes and tells. */
import type { Output } from '../../sound/output.js';
import type { Samples } from '../../sound/samples.js';
import type { Connection, Driver, DriverEvent, Heard, Wish, Word } from '../drivers/driver.js';
import type { Time } from '../typing/type-out.js';

/** What a conversation is led with. */
export interface Choice extends Wish {
  readonly driver: Driver;
  readonly key: string | undefined;
}

export interface ConversationParts extends Time {
  connect(choice: Choice, hear: (event: DriverEvent) => void): Connection;
  /** Opens the loudspeaker; called while a click is being handled. */
  openOutput(sampleRate: number, onPosition: (positionMs: number) => void): Promise<Output>;
  /** Makes samples of a compressed file. */
  decode(file: Uint8Array<ArrayBuffer>, sampleRate: number): Promise<Samples>;
  report(report: Report): void;
}

export interface Saying {
  readonly choice: Choice;
  readonly tokens: readonly string[];
  /** Undefined: all at once. */
  readonly tokensPerSecond: number | undefined;
}

/** `idle` is connected and silent; `ending` is after a finish, while the last audio comes or is played. */
export type State = 'closed' | 'connecting' | 'speaking' | 'clearing' | 'ending' | 'idle';

/** What is measured, in milliseconds: from the call to the open connection; from the first text to the first audio, received and
 *  heard; from a flush to its answer; from an interruption to silence and to its answer; from a finish to the end. */
export type Measure = 'connected' | 'firstAudio' | 'audible' | 'flushed' | 'silent' | 'cleared' | 'finished';

export type Report =
  | { readonly type: 'state'; readonly state: State }
  /** Another text begins; what is shown of the last one may go. */
  | { readonly type: 'began'; readonly sampleRate: number }
  | { readonly type: 'sent'; readonly text: string }
  | { readonly type: 'audio'; readonly samples: Samples }
  /** So much of a compressed whole is here. */
  | { readonly type: 'received'; readonly bytes: number }
  /** On the clock of this text's audio. */
  | { readonly type: 'words'; readonly words: readonly Word[] }
  | { readonly type: 'position'; readonly positionMs: number; readonly underruns: number }
  | { readonly type: 'measured'; readonly measure: Measure; readonly durationMs: number }
  | { readonly type: 'interrupted'; readonly playedMs: number; readonly heard: Heard | undefined }
  /** All of it was heard. */
  | { readonly type: 'ended' }
  | { readonly type: 'failed'; readonly message: string };

export interface Conversation {
  /** Interrupts what is being said, connects if there is need, and speaks. Settles when all text is handed over. Never rejects. */
  say(saying: Saying): Promise<void>;
  /** Has everything spoken that was sent so far. */
  flush(): void;
  /** Silence at once. Settles with the server's answer. */
  clear(): Promise<void>;
  /** No more text: the connection ends behind the last audio. */
  finish(): void;
}
