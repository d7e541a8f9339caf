/** What the samples say about the server's speech. */
import type { Sample } from './parse-metrics.js';

export interface Figures {
  /** Open now, by protocol; those without any are left out. */
  readonly sessions: readonly Count[];
  /** Open now. */
  readonly connections: number;
  /** Since the server's start, as are all that follow. */
  readonly connectionsEver: number;
  readonly firstAudio: Distribution;
  readonly characters: number;
  readonly audioSeconds: number;
  readonly clears: number;
  /** Time to make ÷ time to play, on average; undefined before the first utterance. */
  readonly realTimeFactor: number | undefined;
  readonly errors: readonly Count[];
}

export interface Count {
  readonly name: string;
  readonly count: number;
}

export interface Distribution {
  readonly count: number;
  readonly buckets: readonly Bucket[];
}

export interface Bucket {
  /** Up to and with this many seconds; the last one is infinite. */
  readonly upTo: number;
  /** In this bucket alone. */
  readonly count: number;
}

export function figuresOf(samples: readonly Sample[]): Figures {
  const total = (name: string) => sum(named(samples, name));
  const made = total('tts_real_time_factor_count');
  return {
    sessions: counts(named(samples, 'tts_sessions'), 'protocol'),
    connections: total('tts_connections_total') - total('tts_disconnects_total'),
    connectionsEver: total('tts_connections_total'),
    firstAudio: distribution(named(samples, 'tts_first_audio_seconds_bucket')),
    characters: total('tts_characters_total'),
    audioSeconds: total('tts_audio_seconds_total'),
    clears: total('tts_clears_total'),
    realTimeFactor: made === 0 ? undefined : total('tts_real_time_factor_sum') / made,
    errors: counts(named(samples, 'tts_errors_total'), 'code'),
  };
}

/** The time within which a share of all was, in seconds: between the edges of a bucket it is a straight line. Undefined where there is
 *  none yet, infinite beyond the last edge. */
export function quantile({ count, buckets }: Distribution, share: number): number | undefined {
  if (count === 0) return undefined;
  const wanted = share * count;
  let before = 0;
  let from = 0;
  for (const bucket of buckets) {
    if (before + bucket.count >= wanted && bucket.count > 0) {
      if (bucket.upTo === Number.POSITIVE_INFINITY) return bucket.upTo;
      return from + ((wanted - before) / bucket.count) * (bucket.upTo - from);
    }
    before += bucket.count;
    from = bucket.upTo;
  }
  return from;
}

/** From the first bucket with anything in it to the last. */
export function worthShowing({ buckets }: Distribution): readonly Bucket[] {
  const first = buckets.findIndex(({ count }) => count > 0);
  const last = buckets.findLastIndex(({ count }) => count > 0);
  return first === -1 ? [] : buckets.slice(first, last + 1);
}

function named(samples: readonly Sample[], name: string): readonly Sample[] {
  return samples.filter((sample) => sample.name === name);
}

function sum(samples: readonly Sample[]): number {
  return samples.reduce((total, { value }) => total + value, 0);
}

function counts(samples: readonly Sample[], label: string): readonly Count[] {
  return [...sumBy(samples, label)]
    .map(([name, count]) => ({ name, count }))
    .filter(({ count }) => count > 0)
    .sort((one, other) => other.count - one.count);
}

/** Prometheus counts each bucket with all below it, and each protocol apart. */
function distribution(samples: readonly Sample[]): Distribution {
  const cumulative = [...sumBy(samples, 'le')]
    .map(([le, count]) => ({ upTo: le === '+Inf' ? Number.POSITIVE_INFINITY : Number(le), count }))
    .sort((one, other) => one.upTo - other.upTo);
  const buckets = cumulative.map(({ upTo, count }, index) => ({
    upTo,
    count: count - (cumulative[index - 1]?.count ?? 0),
  }));
  return { count: cumulative.at(-1)?.count ?? 0, buckets };
}

function sumBy(samples: readonly Sample[], label: string): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { labels, value } of samples) {
    const name = labels[label] ?? '';
    sums.set(name, (sums.get(name) ?? 0) + value);
  }
  return sums;
}
