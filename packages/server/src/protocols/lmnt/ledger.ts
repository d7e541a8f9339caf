/** What the two halves of a conversation, receiving and expressing, know of each other. */
import type { AudioFormat } from '../../audio/format.js';
import { type Captions, createCaptions } from './captions.js';
import type { Dialect } from './dialect.js';
import type { Init } from './init.js';
import type { ResetMessage } from './messages.js';
import { createPlayhead, type Playhead } from './playhead.js';
import { type AudioWindow, createWindow } from './window.js';

export interface Ledger {
  /** Audio goes out in messages of at most so many bytes. */
  readonly maxMessageBytes: number;
  /** Undefined where the client asked for none. */
  readonly captions: Captions | undefined;
  /** Undefined where the client named none. */
  readonly window: AudioWindow | undefined;
  readonly playhead: Playhead;
  /** Those that were not answered yet, the oldest first. As long as there is one, what leaves the session is stale. */
  readonly resets: ResetMessage[];
}

/** Multiples of four, so that samples stay whole, of 32 bits too. Python clients refuse messages of a megabyte. Where
 *  times begin with every message, audio is not cut apart from its words unless it lasts for seconds. */
const maxBytes = { usual: 65_536, timedPerMessage: 524_288 };

export function createLedger({ wish, timestamps, windowBytes }: Init, dialect: Dialect): Ledger {
  const resets: ResetMessage[] = [];
  const perPiece = dialect !== 'typed';
  return {
    maxMessageBytes: timestamps && perPiece ? maxBytes.timedPerMessage : maxBytes.usual,
    captions: timestamps ? createCaptions({ perPiece, exact: isRaw(wish.format) }) : undefined,
    window: windowBytes === undefined ? undefined : createWindow(windowBytes, () => resets.length > 0),
    playhead: createPlayhead(),
    resets,
  };
}

/** The encodings that hold no audio back. */
function isRaw({ encoding }: AudioFormat): boolean {
  return encoding === 'linear16' || encoding === 'float32' || encoding === 'mulaw';
}
