import { describe, expect, it } from 'vitest';
import { durationMs } from '../audio/pcm.js';
import { fakeClock } from '../testing/fake-clock.js';
import { tones } from '../testing/tones.js';
import { collect, never, oneByOne } from '../testing/utterances.js';
import type { Boundary, Segment } from '../text/segment.js';
import { unchanged } from '../text/segment.js';
import { bySegment } from './by-segment.js';
import type { EngineInfo, SegmentEngine, SpeakTask } from './segment-engine.js';
import type { SynthesisChunk } from './synthesizer.js';

const voice = { id: 'v', name: 'V', synthesizer: 'test', language: 'en', gender: 'neutral' as const };
const request = { voice, language: 'en', speed: 1, sampleRate: 24_000 };
const clock = fakeClock(5000);

/** 10 ms a character, in pieces of 100 ms. */
function toneEngine(): SegmentEngine & { readonly tasks: SpeakTask[] } {
  const tasks: SpeakTask[] = [];
  return {
    tasks,
    async *speak(task) {
      tasks.push(task);
      yield* tones(task, { msPerCharacter: 10 });
    },
    close: async () => undefined,
  };
}

function synthesizerOf(engine: SegmentEngine, about: Partial<EngineInfo> = {}) {
  const cutting = { firstWords: 0, firstClauseWords: 0, clauseCharacters: 0, maxCharacters: 0, idleMs: 0 };
  return bySegment(engine, {
    name: 'test',
    capabilities: { wordTimings: true, cutting },
    voices: [voice],
    pauses: { paragraph: 400, sentence: 200, clause: 100, word: 0 },
    clock,
    ...about,
  });
}

function segmentsOf(...parts: readonly (readonly [text: string, boundary: Boundary])[]): readonly Segment[] {
  let start = 0;
  return parts.map(([text, boundary]) => {
    const segment = { text, boundary, source: unchanged(start, text.length) };
    start += text.length;
    return segment;
  });
}

/** `+text` and `-text` for starts and ends, `silence` and `sound` with their lengths, the timed words. */
function outline(chunks: readonly SynthesisChunk[]): string[] {
  return chunks.map((chunk) => {
    if (chunk.type === 'segment') return `${chunk.state === 'start' ? '+' : '-'}${chunk.segment.text}`;
    if (chunk.type === 'timing')
      return chunk.words.map((word) => `${word.word}@${word.startMs}-${word.endMs}`).join(' ');
    return `${chunk.pcm.samples.every((sample) => sample === 0) ? 'silence' : 'sound'} ${durationMs(chunk.pcm)}`;
  });
}

describe('bySegment', () => {
  it('speaks segment after segment, with the pause of the boundary between them and none at the end', async () => {
    const segments = segmentsOf(
      ['One two.', 'sentence'],
      ['Three,', 'clause'],
      ['four', 'word'],
      ['five', 'paragraph'],
    );
    const chunks = await collect(synthesizerOf(toneEngine()).synthesize(oneByOne(segments), request, never()));
    expect(outline(chunks)).toEqual([
      '+One two.',
      'One@0-30 two.@40-80',
      'sound 80',
      '-One two.',
      '+Three,',
      'silence 200',
      'Three,@280-340',
      'sound 60',
      '-Three,',
      '+four',
      'silence 100',
      'four@440-480',
      'sound 40',
      '-four',
      '+five',
      'five@480-520',
      'sound 40',
      '-five',
    ]);
  });

  it('makes the pauses shorter for faster speech', async () => {
    const segments = segmentsOf(['a', 'paragraph'], ['b', 'word']);
    const fast = { ...request, speed: 2 };
    const chunks = await collect(synthesizerOf(toneEngine()).synthesize(oneByOne(segments), fast, never()));
    expect(outline(chunks)).toContain('silence 200');
  });

  it('does not trouble the engine with what makes no sound, and keeps the pause before it', async () => {
    const engine = toneEngine();
    const segments = segmentsOf(['a', 'sentence'], [' … !', 'paragraph'], ['b', 'word'], ['  ', 'word']);
    const chunks = await collect(synthesizerOf(engine).synthesize(oneByOne(segments), request, never()));
    expect(engine.tasks.map(({ text }) => text)).toEqual(['a', 'b']);
    expect(outline(chunks).filter((line) => !line.includes('@'))).toEqual([
      ...['+a', 'sound 10', '-a', '+ … !', '- … !'],
      ...['+b', 'silence 200', 'sound 10', '-b', '+  ', '-  '],
    ]);
  });

  it('places words where they stand in the text as it was sent', async () => {
    const source = {
      start: 7,
      end: 20,
      locate: (from: number, to: number) => ({ start: 7 + 2 * from, end: 7 + 2 * to }),
    };
    const segment: Segment = { text: 'to be', boundary: 'word', source };
    const chunks = await collect(synthesizerOf(toneEngine()).synthesize(oneByOne([segment]), request, never()));
    expect(chunks.find(({ type }) => type === 'timing')).toMatchObject({
      words: [
        { word: 'to', textStart: 7, textEnd: 11 },
        { word: 'be', textStart: 13, textEnd: 17 },
      ],
    });
  });

  it('tells the engine when the listener runs dry: now at first, then when all that was made has played', async () => {
    const engine = toneEngine();
    const segments = segmentsOf(['abc', 'clause'], ['def', 'clause'], ['ghi', 'clause']);
    const chunks = synthesizerOf(engine).synthesize(oneByOne(segments), request, never());
    for await (const chunk of chunks) if (chunk.type === 'segment' && chunk.state === 'end') clock.advance(5);
    const [first, second, third] = engine.tasks.map(({ dueMs }) => dueMs);
    expect([second! - first!, third! - first!]).toEqual([30 + 100, 30 + 100 + 30 + 100]);
    expect(first).toBe(clock.now() - 15);
  });

  it('asks the engine for a segment when its audio is pulled, and not before', async () => {
    const engine = toneEngine();
    const segments = segmentsOf(['a', 'word'], ['b', 'word']);
    const iterator = synthesizerOf(engine).synthesize(oneByOne(segments), request, never())[Symbol.asyncIterator]();
    await iterator.next();
    expect(engine.tasks).toHaveLength(0);
    await iterator.next();
    expect(engine.tasks).toHaveLength(1);
    for (let count = 0; count < 3; count += 1) await iterator.next();
    expect(engine.tasks).toHaveLength(1);
    await iterator.next();
    expect(engine.tasks).toHaveLength(2);
  });

  it('stops engine and source when the consumer leaves', async () => {
    const left: string[] = [];
    async function* source() {
      try {
        yield* segmentsOf(['abcdefghijklmnopqrst', 'word'], ['b', 'word']);
      } finally {
        left.push('source');
      }
    }
    const engine: SegmentEngine = {
      async *speak(task) {
        try {
          yield* tones(task);
        } finally {
          left.push('engine');
        }
      },
      close: async () => undefined,
    };
    for await (const chunk of synthesizerOf(engine).synthesize(source(), request, never())) {
      if (chunk.type === 'audio') break;
    }
    expect(left).toEqual(['engine', 'source']);
  });

  it('turns what an engine throws into synthesis-failed, and keeps the cause', async () => {
    const cause = new Error('out of breath');
    const engine: SegmentEngine = {
      // biome-ignore lint/correctness/useYield: it fails before it speaks.
      async *speak() {
        throw cause;
      },
      close: async () => undefined,
    };
    const call = collect(synthesizerOf(engine).synthesize(oneByOne(segmentsOf(['a', 'word'])), request, never()));
    await expect(call).rejects.toMatchObject({ code: 'synthesis-failed', cause });
  });

  it('takes an error after the abort for the abort', async () => {
    const controller = new AbortController();
    const engine: SegmentEngine = {
      async *speak(task) {
        yield* tones(task);
        throw new Error('the vendor hung up');
      },
      close: async () => undefined,
    };
    const call = synthesizerOf(engine).synthesize(oneByOne(segmentsOf(['a', 'word'])), request, controller.signal);
    const heard: string[] = [];
    for await (const chunk of call) {
      heard.push(chunk.type);
      if (chunk.type === 'audio') controller.abort();
    }
    expect(heard).toEqual(['segment', 'timing', 'audio']);
  });
});
