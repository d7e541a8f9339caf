/** Session to wire: how each event is said in the older dialects. */
import type { SpeechEvent } from '../../session/events.js';
import type { Dialogue } from '../converse.js';
import { inPieces } from '../in-pieces.js';
import type { Captions, CaptionToken } from './captions.js';
import type { Dialect } from './dialect.js';
import type { Ledger } from './ledger.js';
import { type CommandMessage, format } from './messages.js';
import { awaitedNonces } from './receive.js';

type Message = string | Uint8Array;
type Audio = Extract<SpeechEvent, { type: 'audio' }>;
type Cleared = Extract<SpeechEvent, { type: 'cleared' }>;

/** Says one event after another. Who asked for extras gets them before the audio that they are about, and in the untyped
 *  dialect in strict turns with it. Who did not hears of nothing but audio, and of answers where the dialect has them. */
export function createOlderExpression(dialect: Dialect, ledger: Ledger): Dialogue['express'] {
  const { maxMessageBytes, captions, resets } = ledger;
  /** Audio whose words come with the next event. */
  let held: Uint8Array | undefined;

  return (event) => {
    switch (event.type) {
      case 'audio':
        return captions === undefined ? inPieces(event.data, maxMessageBytes) : hold(event, captions);
      case 'timestamps':
        return told(captions?.words(event.words));
      case 'flushed':
        return [...told(captions?.end()), ...answers('flush', awaitedNonces(event.mark))];
      case 'cleared':
        return [...told(), ...cleared(event)];
      case 'segment':
      case 'failed':
        return undefined;
    }
  };

  function hold({ data, startMs, durationMs }: Audio, captions: Captions): undefined {
    captions.audio({ startMs, durationMs });
    held = data;
  }

  /** The audio that was held, behind its extras. Extras without audio are followed by no bytes, where turns are strict. */
  function told(tokens: readonly CaptionToken[] = []): readonly Message[] {
    const audio = held;
    held = undefined;
    if (audio === undefined) return tokens.length === 0 ? [] : [extras(tokens), ...nothing()];
    return inPieces(audio, maxMessageBytes).flatMap((message, index) => [extras(index === 0 ? tokens : []), message]);
  }

  function extras(durations: readonly CaptionToken[]): string {
    return format({ durations, buffer_empty: captions?.waiting === false });
  }

  function nothing(): readonly Message[] {
    return dialect === 'untyped' ? [new Uint8Array(0)] : [];
  }

  function cleared({ dropped }: Cleared): readonly Message[] {
    const { nonce } = resets.shift()!;
    captions?.resume();
    return [...answers('flush', dropped.flatMap(awaitedNonces)), ...answers('reset', [nonce])];
  }

  function answers(complete: CommandMessage['complete'], nonces: readonly number[]): readonly Message[] {
    return dialect === 'command' ? nonces.map((nonce) => format({ complete, nonce })) : [];
  }
}
