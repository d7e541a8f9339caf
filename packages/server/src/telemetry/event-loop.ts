/** Watches whether the event loop keeps up: a server that lags must not be sent more work. */

import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Clock } from '../clock.js';
import { systemClock } from '../clock.js';

export interface EventLoopWatch {
  /** Whether the loop's delay has been too long for too long. */
  readonly lagging: boolean;
  close(): void;
}

export interface EventLoopOptions {
  /** The 99th percentile of a second that is still good, in milliseconds; 200 unless told otherwise. */
  readonly maxDelayMs?: number;
  /** How many bad seconds in a row are too many; 5 unless told otherwise. */
  readonly badSeconds?: number;
  /** The last second's 99th percentile in milliseconds; replaced in tests. */
  readonly measure?: DelayMeter;
  readonly clock?: Clock;
}

export interface DelayMeter {
  /** The 99th percentile since the last call, in milliseconds; undefined when nothing was measured. */
  take(): number | undefined;
  close(): void;
}

export function watchEventLoop(options: EventLoopOptions = {}): EventLoopWatch {
  const { maxDelayMs = 200, badSeconds = 5, measure = delayMeter(), clock = systemClock } = options;
  let bad = 0;
  let cancel = clock.after(1000, sample);

  function sample(): void {
    const delayMs = measure.take();
    if (delayMs !== undefined) bad = delayMs > maxDelayMs ? bad + 1 : 0;
    cancel = clock.after(1000, sample);
  }

  return {
    get lagging() {
      return bad >= badSeconds;
    },
    close() {
      cancel();
      measure.close();
    },
  };
}

/** The monitor's own pause between looks is part of what it measures. */
const resolutionMs = 20;

function delayMeter(): DelayMeter {
  const histogram = monitorEventLoopDelay({ resolution: resolutionMs });
  histogram.enable();
  return {
    take() {
      // A reset also forgets when the monitor looked last. In a loop so slow that it looks once a second, nothing would
      // ever be measured.
      if (histogram.count === 0) return undefined;
      const delayMs = histogram.percentile(99) / 1e6 - resolutionMs;
      histogram.reset();
      return delayMs;
    },
    close: () => void histogram.disable(),
  };
}
