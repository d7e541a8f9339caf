/** Session to wire: how each event is said. */
import type { Clock } from '../../clock.js';
import type { SpeechEvent } from '../../session/events.js';
import type { Dialogue } from '../converse.js';
import { inPieces } from '../in-pieces.js';
import { type Cleared, format } from './messages.js';
import { tellHeard } from './receive.js';

export interface ExpressionTools {
  readonly clock: Clock;
  /** How long Flushed and Cleared keep their distance from the audio before them. */
  readonly answerGapMs: number;
  /** Something goes out. */
  progress(): void;
}

/** Clients refuse messages of a megabyte, some by default; a quarter of that is seconds of audio. Even, so that samples stay whole. */
const maxMessageBytes = 2 ** 18;

/** Says one event after another. Flushed and Cleared share one count. */
export function createExpression(tools: ExpressionTools): Dialogue['express'] {
  const { clock, answerGapMs, progress } = tools;
  let answers = 0;

  return (event) => {
    progress();
    switch (event.type) {
      case 'audio':
        return event.data.length > maxMessageBytes ? inPieces(event.data, maxMessageBytes) : event.data;
      case 'timestamps':
        return event.words.length > 0 ? wordTimestamps(event) : undefined;
      case 'flushed':
        return afterGap(format({ type: 'Flushed', sequence_id: answers++ }));
      case 'cleared':
        return afterGap(format(cleared(event, answers++)));
      case 'segment':
      case 'failed':
        return undefined;
    }
  };

  function afterGap(message: string): string | Promise<string> {
    if (answerGapMs === 0) return message;
    return new Promise((resolve) => void clock.after(answerGapMs, () => resolve(message)));
  }
}

function wordTimestamps({ words }: Extract<SpeechEvent, { type: 'timestamps' }>): string {
  return format({
    type: 'WordTimestamps',
    words: words.map(({ word, startMs, endMs }) => ({
      word,
      start_ms: Math.round(startMs),
      end_ms: Math.round(endMs),
    })),
  });
}

function cleared({ mark, heard }: Extract<SpeechEvent, { type: 'cleared' }>, sequence: number): Cleared {
  const answer = { type: 'Cleared', sequence_id: sequence } as const;
  if (mark !== tellHeard) return answer;
  return { ...answer, text_spoken: heard.textSpoken, text_remaining: heard.textRemaining };
}
