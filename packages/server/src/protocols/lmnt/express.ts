/** Session to wire: how each event is said in the typed dialects. */
import type { SpeechEvent } from '../../session/events.js';
import type { Dialogue, Expression } from '../converse.js';
import { inPieces } from '../in-pieces.js';
import type { CaptionToken } from './captions.js';
import type { Ledger } from './ledger.js';
import { format, type Heard, type TypedMessage } from './messages.js';
import { awaitedNonces } from './receive.js';
import type { AudioWindow } from './window.js';
import { sendWithin } from './windowed-audio.js';

type Audio = Extract<SpeechEvent, { type: 'audio' }>;
type Cleared = Extract<SpeechEvent, { type: 'cleared' }>;

/** Says one event after another. */
export function createExpression(ledger: Ledger, send: (audio: Uint8Array) => Promise<void>): Dialogue['express'] {
  const { maxMessageBytes, captions, window, playhead, resets } = ledger;

  return (event) => {
    switch (event.type) {
      case 'audio':
        return audio(event);
      case 'timestamps':
        return timestamps(captions?.words(event.words)).map(format);
      case 'flushed':
        return [...timestamps(captions?.end()), ...awaitedNonces(event.mark).map(flushComplete)].map(format);
      case 'cleared':
        return cleared(event).map(format);
      case 'segment':
      case 'failed':
        return undefined;
    }
  };

  function audio({ data, startMs, durationMs }: Audio): Expression | Promise<undefined> {
    const endMs = startMs + durationMs;
    playhead.handOut(endMs);
    captions?.audio({ startMs, durationMs });
    const messages = inPieces(data, maxMessageBytes);
    if (window !== undefined) return withinWindow(window, messages, endMs);
    playhead.send(endMs);
    return messages;
  }

  async function withinWindow(window: AudioWindow, messages: readonly Uint8Array[], endMs: number): Promise<undefined> {
    if (await sendWithin(window, messages, send)) playhead.send(endMs);
  }

  /** Flushes that the reset voided are answered first: nobody shall wait for them for ever. */
  function cleared({ dropped, heard }: Cleared): readonly TypedMessage[] {
    const { nonce, report } = resets.shift()!;
    const told = report ? { heard: heardOf(heard) } : {};
    playhead.restart();
    captions?.resume();
    return [...dropped.flatMap(awaitedNonces).map(flushComplete), { type: 'reset_complete', nonce, ...told }];
  }

  function heardOf({ textSpoken, textRemaining, audioMs }: Cleared['heard']): Heard {
    return {
      text_spoken: textSpoken,
      text_remaining: textRemaining,
      audio_ms: Math.round(playhead.toClient(audioMs)),
    };
  }
}

function timestamps(tokens: readonly CaptionToken[] = []): readonly TypedMessage[] {
  return tokens.length > 0 ? [{ type: 'timestamps', timestamps: tokens }] : [];
}

function flushComplete(nonce: number): TypedMessage {
  return { type: 'flush_complete', nonce };
}
