/** Takes a session's figures from the outside: what is asked of it, and what it hands out. */

import type { Clock } from '../clock.js';
import { systemClock } from '../clock.js';
import type { SpeechEvent } from '../session/events.js';
import type { SpeechSession } from '../session/speech.js';
import type { SessionMetrics } from './metrics.js';

export interface SessionLabels {
  readonly protocol: string;
  readonly synthesizer: string;
}

/** The same session, counted. It counts as open until its iteration ends or it is closed. */
export function measuredSession(
  session: SpeechSession,
  labels: SessionLabels,
  metrics: SessionMetrics,
  clock: Clock = systemClock,
): SpeechSession {
  const { protocol, synthesizer } = labels;
  const wait = firstAudioWait(clock, (afterMs) => metrics.firstAudio(protocol, synthesizer, afterMs));
  let open = true;
  metrics.opened(protocol);

  function ended(): void {
    if (open) metrics.closed(protocol);
    open = false;
  }

  async function* events(): AsyncGenerator<SpeechEvent> {
    try {
      for await (const event of session) {
        if (event.type === 'audio') metrics.spoke(synthesizer, event.durationMs);
        wait.handedOut(event);
        yield event;
      }
    } finally {
      ended();
    }
  }

  return {
    voice: session.voice,
    textCapacity: session.textCapacity,
    get ready() {
      return session.ready;
    },
    get settled() {
      return session.settled;
    },
    append(text) {
      const taken = session.append(text);
      if (taken) metrics.appended(synthesizer, text.length);
      if (taken) wait.appended();
      return taken;
    },
    flush(mark) {
      wait.flushed();
      session.flush(mark);
    },
    clear(options) {
      wait.cleared();
      metrics.cleared(protocol);
      session.clear(options);
    },
    finish() {
      wait.flushed();
      session.finish();
    },
    close() {
      ended();
      session.close();
    },
    [Symbol.asyncIterator]: events,
  };
}

/** Only text that breaks a silence is timed. What is appended while earlier text is still being spoken waits for that
 *  speech, not for the engine. */
function firstAudioWait(clock: Clock, observe: (afterMs: number) => void) {
  let textSinceFlush = false;
  let unansweredFlushes = 0;
  let startedAt: number | undefined;
  return {
    appended() {
      if (!textSinceFlush && unansweredFlushes === 0) startedAt = clock.now();
      textSinceFlush = true;
    },
    flushed() {
      textSinceFlush = false;
      unansweredFlushes += 1;
    },
    cleared() {
      textSinceFlush = false;
      unansweredFlushes = 0;
      startedAt = undefined;
    },
    handedOut(event: SpeechEvent) {
      if (event.type === 'flushed') {
        unansweredFlushes = Math.max(0, unansweredFlushes - 1);
        startedAt = undefined;
      }
      if (event.type === 'audio' && startedAt !== undefined) {
        observe(clock.now() - startedAt);
        startedAt = undefined;
      }
    },
  };
}
