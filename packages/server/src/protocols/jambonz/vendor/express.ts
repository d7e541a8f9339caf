/** Session to wire: audio, and what went wrong. jambonz knows no answer to a flush or a clear, and no end of an utterance. */
import type { SpeechError } from '../../../errors.js';
import type { Dialogue, Expression } from '../../converse.js';
import { inPieces } from '../../in-pieces.js';
import { format } from './messages.js';

/** Two seconds at 8 kHz. Even, so that samples stay whole. */
const maxBytes = 2 ** 15;

export interface ExpressionTools {
  /** Whether audio goes out as base64 in JSON. */
  readonly base64: boolean;
  /** Something goes out. */
  touch(): void;
}

/** Says one event after another. */
export function createExpression({ base64, touch }: ExpressionTools): Dialogue['express'] {
  return (event) => {
    switch (event.type) {
      case 'audio':
        touch();
        return audio(event.data);
      case 'failed':
        return told(event.error);
      case 'segment':
      case 'timestamps':
      case 'flushed':
      case 'cleared':
        return undefined;
    }
  };

  function audio(data: Uint8Array): Expression {
    if (data.length === 0) return undefined;
    const pieces = inPieces(data, maxBytes);
    return base64 ? pieces.map(inJson) : pieces;
  }
}

/** How a conversation tells an error. */
export function told({ message }: SpeechError): string {
  return format({ type: 'error', error: message });
}

function inJson(piece: Uint8Array): string {
  const audio = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength).toString('base64');
  return format({ type: 'data', data: { audio } });
}
