/** How audio goes out: in JSON, as the documentation has it, or as binary messages, which is all that pipecat reads. */
import { inPieces } from '../in-pieces.js';
import { format } from './messages.js';
import type { Model } from './model.js';
import type { AudioFrames, SlngOptions } from './options.js';

/** Turns a piece of audio into messages. */
export type Framing = (audio: Uint8Array) => readonly (string | Uint8Array)[];

/** What was decided before the init: by the operator for a key, a model or all, then by the address that was called. */
export function chosenFrames(
  asked: { readonly query: URLSearchParams; readonly route: AudioFrames; readonly key: string },
  model: Model,
  options: SlngOptions,
): AudioFrames {
  const byKey = new Map(Object.entries(options.audioFramesByKey)).get(asked.key);
  const choices = [byKey, model.settings.audioFrames, options.audioFrames, framesIn(asked.query), asked.route];
  return choices.find((choice) => choice !== undefined && choice !== 'auto') ?? 'auto';
}

function framesIn(query: URLSearchParams): AudioFrames | undefined {
  const asked = query.get('audio');
  return asked === 'json' || asked === 'binary' ? asked : undefined;
}

/** The framing for a client that is pipecat, or is not. */
export function createFraming(frames: AudioFrames, toPipecat: boolean): Framing {
  return frames === 'binary' || (frames === 'auto' && toPipecat) ? binary : json();
}

/** Python's `websockets` refuses messages of a megabyte; a quarter of that, in base64, is seconds of audio all the same.
 *  Even, so that samples stay whole. */
const maxBytes = 2 ** 18;

const binary: Framing = (audio) => inPieces(audio, maxBytes);

/** Counts over the whole connection: a client that drops old numbers never drops a new turn. */
function json(): Framing {
  let sequence = 0;
  return (audio) =>
    inPieces(audio, maxBytes).map((piece) => {
      sequence += 1;
      const data = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength).toString('base64');
      return format({ type: 'audio_chunk', data, sequence });
    });
}
