/** Takes an engine's figures from the outside: how its utterances end, and how fast it makes them. */

import type { Clock } from '../clock.js';
import { systemClock } from '../clock.js';
import type { SynthesisChunk, Synthesizer } from '../synthesizers/synthesizer.js';
import type { Segment } from '../text/segment.js';
import type { SynthesisMetrics, SynthesisOutcome } from './metrics.js';

/** The same synthesizer, timed. */
export function measuredSynthesizer(
  synthesizer: Synthesizer,
  metrics: SynthesisMetrics,
  clock: Clock = systemClock,
): Synthesizer {
  return {
    name: synthesizer.name,
    capabilities: synthesizer.capabilities,
    voices: () => synthesizer.voices(),
    close: () => synthesizer.close(),
    async *synthesize(segments, request, signal) {
      const work = workTimer(clock);
      let outcome: SynthesisOutcome = 'cancelled';
      let audioMs = 0;
      try {
        work.asked();
        for await (const chunk of synthesizer.synthesize(work.taking(segments), request, signal)) {
          work.handedOut(chunk);
          if (chunk.type === 'audio') audioMs += (chunk.pcm.samples.length * 1000) / chunk.pcm.sampleRate;
          yield chunk;
          work.asked();
        }
        if (!signal.aborted) outcome = 'done';
      } catch (cause) {
        if (!signal.aborted) outcome = 'failed';
        throw cause;
      } finally {
        metrics.ended(synthesizer.name, outcome, work.stop(), audioMs);
      }
    },
  };
}

/** Runs while the engine is asked for audio and has a segment to make it of: neither a slow listener nor a slow
 *  writer makes an engine look slow. */
function workTimer(clock: Clock) {
  let asked = false;
  let segmentsInHand = 0;
  let since: number | undefined;
  let totalMs = 0;

  function update(): void {
    const now = clock.now();
    if (since !== undefined) totalMs += now - since;
    since = asked && segmentsInHand > 0 ? now : undefined;
  }

  return {
    asked() {
      asked = true;
      update();
    },
    handedOut(chunk: SynthesisChunk) {
      asked = false;
      if (chunk.type === 'segment' && chunk.state === 'end') segmentsInHand -= 1;
      update();
    },
    async *taking(segments: AsyncIterable<Segment>): AsyncGenerator<Segment> {
      for await (const segment of segments) {
        segmentsInHand += 1;
        update();
        yield segment;
      }
    },
    /** Ends the measurement: the milliseconds of work. */
    stop(): number {
      asked = false;
      update();
      return totalMs;
    },
  };
}
