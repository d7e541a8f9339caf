/** A Synthesizer from an engine that speaks one segment at a time: what lies between segments is done here. */

import { durationMs, type Pcm } from '../audio/pcm.js';
import { systemClock } from '../clock.js';
import { SpeechError } from '../errors.js';
import { isSayable } from '../text/sayable.js';
import type { Segment } from '../text/segment.js';
import type { EngineInfo, EngineWord, SegmentEngine } from './segment-engine.js';
import type { SynthesisChunk, SynthesisRequest, Synthesizer, WordTiming } from './synthesizer.js';
import { untilAborted } from './until-aborted.js';

/** Speaks the segments of an utterance one after the other. The engine gets a segment when the consumer asks for its
 *  audio and not before, so a consumer that stops pulling stops the engine after the segment it is at.
 *  A voice that is not among the engine's own throws `voice-not-found`.
 *  Closing it fails the calls that are under way with `going-away`, and closes the engine. */
export function bySegment(engine: SegmentEngine, about: EngineInfo): Synthesizer {
  const voiceIds = new Set(about.voices.map(({ id }) => id));
  const calls = new Set<AbortController>();
  let closed = false;

  async function* synthesize(segments: AsyncIterable<Segment>, request: SynthesisRequest, signal: AbortSignal) {
    if (signal.aborted) return;
    if (closed) throw goingAway(about.name);
    if (!voiceIds.has(request.voice.id)) throw voiceNotFound(request.voice.id, about.name);
    const call = new AbortController();
    const abort = () => call.abort(signal.reason);
    signal.addEventListener('abort', abort);
    calls.add(call);
    try {
      for await (const chunk of speakUtterance(engine, about, segments, request, call.signal)) {
        if (call.signal.aborted) break;
        yield chunk;
        if (call.signal.aborted) break;
      }
    } catch (error) {
      if (!call.signal.aborted) throw asSpeechError(error, about.name);
    } finally {
      signal.removeEventListener('abort', abort);
      calls.delete(call);
    }
    if (call.signal.aborted && !signal.aborted) throw goingAway(about.name);
  }

  return {
    name: about.name,
    capabilities: about.capabilities,
    voices: async () => about.voices,
    synthesize,
    async close() {
      closed = true;
      for (const call of calls) call.abort();
      await engine.close();
    },
  };
}

async function* speakUtterance(
  engine: SegmentEngine,
  about: EngineInfo,
  segments: AsyncIterable<Segment>,
  request: SynthesisRequest,
  signal: AbortSignal,
): AsyncGenerator<SynthesisChunk, void, undefined> {
  const clock = about.clock ?? systemClock;
  let firstAudioAtMs: number | undefined;
  let madeMs = 0;
  let sampleRate = 0;
  let pauseMs = 0;

  for await (const segment of untilAborted(segments, signal)) {
    const sayable = isSayable(segment.text);
    yield { type: 'segment', state: 'start', segment };
    if (sayable) {
      if (pauseMs > 0 && sampleRate > 0) {
        const pcm = silence(pauseMs, sampleRate);
        madeMs += durationMs(pcm);
        yield { type: 'audio', pcm };
      }
      const { text, boundary } = segment;
      const segmentStartMs = madeMs;
      const dueMs = firstAudioAtMs === undefined ? clock.now() : firstAudioAtMs + madeMs;
      for await (const { pcm, words } of engine.speak({ text, boundary, request, dueMs }, signal)) {
        if (words.length > 0) yield { type: 'timing', words: words.map(placeIn(segment, segmentStartMs)) };
        if (pcm.samples.length > 0) {
          firstAudioAtMs ??= clock.now();
          sampleRate = pcm.sampleRate;
          madeMs += durationMs(pcm);
          yield { type: 'audio', pcm };
        }
      }
      pauseMs = about.pauses[boundary] / request.speed;
    }
    yield { type: 'segment', state: 'end', segment };
  }
}

function placeIn(segment: Segment, segmentStartMs: number): (word: EngineWord) => WordTiming {
  return ({ from, to, startMs, endMs }) => {
    const place = segment.source.locate(from, to);
    return {
      word: segment.text.slice(from, to),
      startMs: segmentStartMs + startMs,
      endMs: segmentStartMs + endMs,
      textStart: place.start,
      textEnd: place.end,
    };
  };
}

function silence(lengthMs: number, sampleRate: number): Pcm {
  return { samples: new Int16Array(Math.round((lengthMs * sampleRate) / 1000)), sampleRate };
}

function asSpeechError(error: unknown, name: string): SpeechError {
  if (error instanceof SpeechError) return error;
  return new SpeechError('synthesis-failed', `the synthesizer "${name}" failed`, { cause: error });
}

function goingAway(name: string): SpeechError {
  return new SpeechError('going-away', `the synthesizer "${name}" is closed`);
}

function voiceNotFound(id: string, name: string): SpeechError {
  return new SpeechError('voice-not-found', `the synthesizer "${name}" has no voice "${id}"`);
}
