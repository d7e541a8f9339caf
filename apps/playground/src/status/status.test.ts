import { describe, expect, it } from 'vitest';
import { figuresOf, quantile, worthShowing } from './figures.js';
import { duration } from './histogram.js';
import { parseMetrics } from './parse-metrics.js';

const exposition = `# HELP tts_sessions Speech sessions that are open
# TYPE tts_sessions gauge
tts_sessions{protocol="deepgram"} 2
tts_sessions{protocol="lmnt"} 0
tts_connections_total{protocol="deepgram"} 5
tts_disconnects_total{protocol="deepgram",code="1000"} 3
tts_first_audio_seconds_bucket{le="0.1",protocol="deepgram",synthesizer="embedded"} 2
tts_first_audio_seconds_bucket{le="0.2",protocol="deepgram",synthesizer="embedded"} 6
tts_first_audio_seconds_bucket{le="0.5",protocol="deepgram",synthesizer="embedded"} 6
tts_first_audio_seconds_bucket{le="+Inf",protocol="deepgram",synthesizer="embedded"} 7
tts_first_audio_seconds_bucket{le="0.1",protocol="lmnt",synthesizer="embedded"} 1
tts_first_audio_seconds_bucket{le="0.2",protocol="lmnt",synthesizer="embedded"} 1
tts_first_audio_seconds_bucket{le="0.5",protocol="lmnt",synthesizer="embedded"} 1
tts_first_audio_seconds_bucket{le="+Inf",protocol="lmnt",synthesizer="embedded"} 1
tts_characters_total{synthesizer="embedded"} 1120
tts_audio_seconds_total{synthesizer="embedded"} 66.5
tts_clears_total{protocol="lmnt"} 1
tts_real_time_factor_sum{synthesizer="embedded"} 0.04
tts_real_time_factor_count{synthesizer="embedded"} 2
tts_errors_total{code="overloaded"} 1
tts_errors_total{code="voice-not-found"} 4
`;
const figures = figuresOf(parseMetrics(exposition));

describe('Prometheus’s text', () => {
  it('is read with labels, escapes and infinities', () => {
    expect(parseMetrics('a{x="1",le="+Inf"} +Inf\nb 2.5e-3 1700000000\nc{x="a \\"b\\" \\\\ {d}"} 1')).toEqual([
      { name: 'a', labels: { x: '1', le: '+Inf' }, value: Number.POSITIVE_INFINITY },
      { name: 'b', labels: {}, value: 0.0025 },
      { name: 'c', labels: { x: 'a "b" \\ {d}' }, value: 1 },
    ]);
  });

  it('is passed over where it is a comment, or nothing', () => {
    expect(parseMetrics('# TYPE a gauge\n\n???\n')).toEqual([]);
  });
});

describe('the figures', () => {
  it('count what is open, and what was since the start', () => {
    expect(figures).toMatchObject({
      sessions: [{ name: 'deepgram', count: 2 }],
      connections: 2,
      connectionsEver: 5,
      characters: 1120,
      audioSeconds: 66.5,
      clears: 1,
      realTimeFactor: 0.02,
    });
  });

  it('name the most frequent error first', () => {
    expect(figures.errors).toEqual([
      { name: 'voice-not-found', count: 4 },
      { name: 'overloaded', count: 1 },
    ]);
  });

  it('have the first audio of all protocols in buckets of their own', () => {
    expect(figures.firstAudio.count).toBe(8);
    expect(figures.firstAudio.buckets.map(({ count }) => count)).toEqual([3, 4, 0, 1]);
  });

  it('of a server that has not spoken are none', () => {
    const none = figuresOf([]);
    expect(none).toMatchObject({ sessions: [], connections: 0, realTimeFactor: undefined });
    expect(quantile(none.firstAudio, 0.5)).toBeUndefined();
    expect(worthShowing(none.firstAudio)).toEqual([]);
  });
});

it('estimates within which time half of all were', () => {
  expect(quantile(figures.firstAudio, 0.5)).toBeCloseTo(0.125);
  expect(quantile(figures.firstAudio, 1)).toBe(Number.POSITIVE_INFINITY);
});

it('shows the buckets from the first to the last with anything in it', () => {
  const distribution = { count: 2, buckets: [0, 1, 0, 1, 0].map((count, upTo) => ({ upTo, count })) };
  expect(worthShowing(distribution).map(({ upTo }) => upTo)).toEqual([1, 2, 3]);
});

it.each([
  [0.0125, '13 ms'],
  [0.75, '750 ms'],
  [2.5, '2.5 s'],
  [Number.POSITIVE_INFINITY, 'more than 5 s'],
])('writes %d s as %s', (seconds, words) => {
  expect(duration(seconds)).toBe(words);
});
