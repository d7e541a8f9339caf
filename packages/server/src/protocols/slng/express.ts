/** Session to wire: how each event is said. */
import type { AudioFormat } from '../../audio/format.js';
import type { SpeechError } from '../../errors.js';
import type { SpeechEvent } from '../../session/events.js';
import type { Dialogue } from '../converse.js';
import { rawSeconds } from './formats.js';
import type { Framing } from './framing.js';
import { format, type ServerMessage } from './messages.js';
import { cancelled, refused } from './receive.js';
import { createSegments } from './segments.js';
import type { Turns } from './turns.js';

export interface ExpressionTools {
  readonly format: AudioFormat;
  readonly framing: Framing;
  /** A flush is answered by `flushed` alone. */
  readonly toPipecat: boolean;
  readonly turns: Turns;
  /** Something goes out. */
  touch(): void;
  /** How this conversation tells an error. */
  tell(error: SpeechError): ServerMessage;
}

type Event<Type extends SpeechEvent['type']> = Extract<SpeechEvent, { type: Type }>;
type Messages = readonly (string | Uint8Array)[];

const nothing = { bytes: 0, ms: 0, startMs: undefined } as const;

/** Says one event after another. A segment ends where the next thing begins that is not its audio: encoders may have
 *  a last piece of it when the session has already ended it. */
export function createExpression(tools: ExpressionTools): Dialogue['express'] {
  const { framing, toPipecat, turns, touch, tell } = tools;
  const segments = createSegments();
  /** What was heard of the turn: how much, and where it began on the session's timeline. */
  let heard: { readonly bytes: number; readonly ms: number; readonly startMs: number | undefined } = nothing;
  /** A turn failed that had not been flushed: a flush without further text is its own. */
  let flushIsOwed = false;

  return (event) => {
    touch();
    switch (event.type) {
      case 'segment':
        return event.state === 'start' ? segments.announce(event.id) : undefined;
      case 'audio':
        return turns.refused ? undefined : audio(event);
      case 'timestamps':
        return turns.refused || event.words.length === 0 ? undefined : format(timestamps(event));
      case 'flushed':
        return flushed(event);
      case 'cleared':
        return cleared(event);
      case 'failed':
        return failed(event);
    }
  };

  function audio({ data, startMs, durationMs }: Event<'audio'>): Messages {
    heard = {
      bytes: heard.bytes + data.length,
      ms: heard.ms + durationMs,
      startMs: heard.startMs ?? startMs,
    };
    return [...segments.begin(), ...framing(data)];
  }

  function timestamps({ words }: Event<'timestamps'>): ServerMessage {
    const seconds = (ms: number) => Math.round(ms - (heard.startMs ?? 0)) / 1000;
    return {
      type: 'timestamps',
      word_timestamps: {
        words: words.map(({ word }) => word),
        start: words.map(({ startMs }) => seconds(startMs)),
        end: words.map(({ endMs }) => seconds(endMs)),
      },
    };
  }

  function flushed({ mark, utterance }: Event<'flushed'>): Messages {
    const isOwed = flushIsOwed && utterance.characters === 0;
    const end = turns.spoken(mark);
    const audioEnd = endTurn();
    const closing = segments.end();
    if (end === 'refused' || isOwed) return closing;
    if (end === 'inline') return [...closing, audioEnd];
    return [...closing, format({ type: 'flushed' }), ...(toPipecat ? [] : [audioEnd])];
  }

  function cleared({ mark, dropped }: Event<'cleared'>): Messages {
    turns.dropped(dropped);
    const audioEnd = endTurn();
    const closing = segments.end();
    if (mark === refused) return closing;
    return [...closing, mark === cancelled ? audioEnd : format({ type: 'cleared' })];
  }

  function failed({ error, dropped }: Event<'failed'>): Messages {
    turns.dropped(dropped);
    endTurn();
    flushIsOwed = dropped.length === 0;
    return [...segments.end(), format(tell(error))];
  }

  /** The message that would end the turn: how long its audio plays, whatever else is true of it. */
  function endTurn(): string {
    const duration = rawSeconds(tools.format, heard.bytes) ?? Math.round(heard.ms) / 1000;
    heard = nothing;
    flushIsOwed = false;
    return format({ type: 'audio_end', duration });
  }
}
