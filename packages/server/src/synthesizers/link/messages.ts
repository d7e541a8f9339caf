/** What the two ends of a link say to each other. Plain data: it crosses threads and machines. */

import type { SpeechErrorCode } from '../../errors.js';
import type { Voice } from '../../voices/voice.js';
import type { EnginePiece, SpeakTask } from '../segment-engine.js';

/** From the near end, where the sessions are. `id` tells a link's tasks apart. */
export type ToFarEnd =
  | { readonly type: 'speak'; readonly id: number; readonly task: SpeakTask }
  | { readonly type: 'abort'; readonly id: number };

/** From the far end, where the engine is. A task is answered by any number of `chunk` and then one `end` or `failed`,
 *  also when it was aborted. */
export type FromFarEnd =
  /** Said once, first: the engine is warm and takes tasks. */
  | { readonly type: 'ready'; readonly voices: readonly Voice[] }
  | { readonly type: 'chunk'; readonly id: number; readonly piece: EnginePiece }
  | { readonly type: 'end'; readonly id: number }
  | { readonly type: 'failed'; readonly id: number; readonly failure: Failure };

/** A SpeechError on its way. */
export interface Failure {
  readonly code: SpeechErrorCode;
  readonly message: string;
  /** Where it came from, for the log only. */
  readonly cause?: string;
}
