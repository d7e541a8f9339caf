/** Session to wire: how each event is said. */
import type { AudioFormat } from '../../audio/format.js';
import type { SpeechError } from '../../errors.js';
import type { SpeechEvent } from '../../session/events.js';
import type { Dialogue } from '../converse.js';
import { rawSeconds } from './formats.js';
import type { Framing } from './framing.js';
import { format, type ServerMessage } from './messages.js';
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

  return (event) => {
    touch();
    switch (event.type) {
      case 'segment':
        return event.state === 'start' ? segments.announce(event.id) : undefined;
      case 'audio':
        return turns.silenced ? undefined : audio(event);
      case 'timestamps':
        return turns.silenced || event.words.length === 0 ? undefined : format(timestamps(event));
      case 'flushed':
      case 'cleared':
        return answered(event);
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

  function answered(event: Event<'flushed' | 'cleared'>): Messages {
    const audioEnd = endTurn();
    const closing = segments.end();
    const ending = turns.answered(event);
    switch (ending.type) {
      case 'flush':
        return [...closing, format({ type: 'flushed' }), ...(toPipecat ? [] : [audioEnd])];
      case 'inline':
      case 'cancel':
        return [...closing, audioEnd];
      case 'clear':
        return [...closing, format({ type: 'cleared' })];
      case 'refused':
        return [...closing, ...told(ending.error)];
    }
  }

  function failed(event: Event<'failed'>): Messages {
    endTurn();
    return [...segments.end(), ...told(turns.failed(event))];
  }

  function told(error: SpeechError | undefined): Messages {
    return error === undefined ? [] : [format(tell(error))];
  }

  /** The message that would end the turn: how long its audio plays, whatever else is true of it. */
  function endTurn(): string {
    const duration = rawSeconds(tools.format, heard.bytes) ?? Math.round(heard.ms) / 1000;
    heard = nothing;
    return format({ type: 'audio_end', duration });
  }
}
