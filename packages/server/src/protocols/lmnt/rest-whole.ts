/** Answers that leave when they are complete: files that say how long they are, and JSON. */
import type { AudioFormat } from '../../audio/format.js';
import { joinArrays } from '../../audio/join.js';
import { SpeechError } from '../../errors.js';
import { inPieces } from '../in-pieces.js';

/** Audio that has come to its end. It takes room until it is given back. */
export interface WholeAudio {
  readonly data: Uint8Array;
  giveBack(): void;
}

/** Room for audio that waits for its end. */
export interface AudioRoom {
  /** Throws `text-too-long` for more than one answer may have, `overloaded` for more than is left of the room, and what
   *  the audio throws. */
  collect(audio: AsyncIterable<Uint8Array>, format: AudioFormat): Promise<WholeAudio>;
}

export interface RoomSize {
  readonly maxAnswerBytes: number;
  readonly maxBytes: number;
}

/** Five minutes, as many as five thousand characters take, are 30 MB in the widest format. While it is made an answer
 *  takes twice its size. */
const defaultSize: RoomSize = { maxAnswerBytes: 64 * 2 ** 20, maxBytes: 256 * 2 ** 20 };

/** A room that all answers of a server share, sized in bytes. */
export function createAudioRoom({ maxAnswerBytes, maxBytes }: RoomSize = defaultSize): AudioRoom {
  let free = maxBytes;
  return {
    async collect(audio, format) {
      const pieces: Uint8Array[] = [];
      let bytes = 0;
      let taken = 0;
      const take = (more: number) => {
        if (more > free) throw new SpeechError('overloaded', 'too many long answers at once; try again later');
        free -= more;
        taken += more;
      };
      const giveBack = () => take(-taken);
      try {
        for await (const piece of audio) {
          bytes += piece.length;
          if (bytes > maxAnswerBytes) throw tooLong();
          // Twice, since for a moment there are all pieces and what they are joined to.
          take(2 * piece.length);
          pieces.push(piece);
        }
        const data = joinArrays(Uint8Array, pieces);
        if (format.container === 'wav') writeSizes(data);
        take(-bytes);
        return { data, giveBack };
      } catch (cause) {
        giveBack();
        throw cause;
      }
    },
  };
}

/** A stream's header leaves its sizes open; some players insist on them. */
function writeSizes(wav: Uint8Array): void {
  const file = Buffer.from(wav.buffer, wav.byteOffset, wav.length);
  const data = file.indexOf('data', 12, 'latin1');
  if (data === -1) return;
  file.writeUInt32LE(file.length - 8, 4);
  file.writeUInt32LE(file.length - data - 8, data + 4);
}

function tooLong(): SpeechError {
  const advice = 'send less text, or take it from /v1/ai/speech/bytes in a format that is streamed, such as mp3';
  return new SpeechError('text-too-long', `the speech is too long for an answer in one piece; ${advice}`);
}

const bodyPieceBytes = 3 * 2 ** 15;

/** The file itself, as a body. */
export function fileBody(audio: WholeAudio): ReadableStream<Uint8Array> {
  return bodyOf(inPieces(audio.data, bodyPieceBytes).values(), audio);
}

/** A JSON object as a body: `audio` in Base64, and the rest. */
export function jsonBody(audio: WholeAudio, rest: object): ReadableStream<Uint8Array> {
  return bodyOf(jsonPieces(audio.data, rest), audio);
}

/** Never all of it at once: text takes a third more than what it stands for. */
function* jsonPieces(audio: Uint8Array, rest: object): Generator<Uint8Array> {
  yield Buffer.from('{"audio":"');
  // A multiple of three bytes becomes Base64 that can be continued.
  for (const piece of inPieces(audio, bodyPieceBytes)) yield Buffer.from(Buffer.from(piece).toString('base64'));
  const json = JSON.stringify(rest);
  yield Buffer.from(json === '{}' ? '"}' : `",${json.slice(1)}`);
}

/** Goes out as it is taken. The audio is given back at its end, or when nobody wants the rest. */
function bodyOf(pieces: Iterator<Uint8Array>, audio: WholeAudio): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const { done, value } = pieces.next();
        if (!done) return controller.enqueue(value);
        audio.giveBack();
        controller.close();
      },
      cancel: () => audio.giveBack(),
    },
    { highWaterMark: 0 },
  );
}
