/** A streaming say, as its owner sees it: text goes in as it comes, speech comes out on the line. */
import type { Clock } from '../../../../clock.js';
import type { SpeechError } from '../../../../errors.js';
import type { SpeechOptions, SpeechService } from '../../../../session/speech.js';
import type { Line } from '../line/line.js';
import type { TokenVoice } from '../tokens/tokens.js';

export interface StreamTerms {
  readonly speech: Pick<SpeechService, 'open'>;
  /** Who speaks, and for whom. */
  readonly casting: Pick<SpeechOptions, 'holder' | 'protocol' | 'voice' | 'language' | 'speed' | 'synthesizer'>;
  readonly line: Pick<Line, 'sampleRate' | 'openTrack'>;
  /** `exact` takes each text for a whole sentence, as it comes from the buffer of that name, and tries nothing twice: an utterance
   *  that fails is not spoken, and nobody is told. */
  readonly mode: 'enhanced' | 'exact';
  /** Speech that may wait to be heard before no more text is taken; at least a minute. `exact` takes an hour of it, whatever this
   *  says. */
  readonly backlogSeconds: number;
  readonly clock: Clock;
  readonly listener: StreamListener;
}

/** None of it is called before `openStream` has returned, or once its owner has closed the say. */
export interface StreamListener {
  /** The voice is there. */
  onOpen(): void;
  /** The last sample of an utterance was played, and there is no more text. Told for each flush that nothing follows, even where it
   *  ends no text or none that can be heard; not told after a clear. */
  onEmpty(): void;
  /** What was heard of an utterance, exactly: all of it, or the part before an interruption. */
  onSpoken(text: string, wasInterrupted: boolean): void;
  /** The voice cannot speak; the say has closed itself. */
  onFailed(error: SpeechError): void;
}

/** Takes text from the beginning, and speaks it as soon as it can. What comes after it was closed is nobody's. */
export interface StreamingSay extends TokenVoice {
  /** Whether nothing that came so far is still to be heard. */
  readonly isEmpty: boolean;
  /** Settles when the owner was told what had been heard of all that was cleared; at once where nothing was. */
  readonly told: Promise<void>;
  /** At once: everything stops, and the listener hears nothing more. */
  close(): void;
}
