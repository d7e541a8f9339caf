/** What listening comes to, as a hook tells it. Keys become snake_case on the wire. */
import type { WireData } from '../link/link.js';

export type Collected =
  | { readonly reason: 'dtmfDetected'; readonly digits: string }
  | { readonly reason: 'speechDetected'; readonly speech: Speech }
  | { readonly reason: 'timeout' };

export interface Speech {
  readonly languageCode: string;
  readonly channelTag: number;
  readonly isFinal: boolean;
  readonly alternatives: readonly { readonly transcript: string; readonly confidence: number }[];
  readonly vendor: { readonly name: string; readonly evt: WireData };
}

/** What interrupted. Speech is missing where somebody only began to speak. */
export type BargeIn =
  | { readonly type: 'dtmf'; readonly digit: string }
  | { readonly type: 'speech'; readonly speech?: Speech };

/** Words that nobody had to recognise, so there is one reading of them, and no doubt. */
export function typedSpeech(transcript: string, isFinal: boolean, languageCode: string): Speech {
  return {
    languageCode,
    channelTag: 1,
    isFinal,
    alternatives: [{ transcript, confidence: 1 }],
    vendor: { name: 'console', evt: {} },
  };
}

/** The data of the `verb:status` that says that somebody interrupted. */
export function bargeInStatus(bargeIn: BargeIn): WireData {
  if (bargeIn.type === 'dtmf') return { event: 'dtmf-bargein-detected', dtmf: bargeIn.digit };
  return { event: 'speech-bargein-detected', ...bargeIn.speech };
}
