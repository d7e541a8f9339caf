/** What is heard, as it is heard: the newest is at the right edge. It shows what was played, however quiet the loudspeaker. */

import { element } from '../../shell/dom.js';
import { sharpCanvas } from '../../shell/sharp-canvas.js';
import { createTrace } from './trace.js';

export interface LiveWaveform {
  readonly element: HTMLElement;
  /** Draws from now on, until it is stopped. */
  start(): void;
  /** The picture stands. */
  stop(): void;
  empty(): void;
}

const stepMs = 40;
const barWidth = 2;
const barGap = 1;

/** More than the widest window shows. */
const maxBars = 1000;

/** `level` gives the loudest since it was last asked. */
export function createLiveWaveform(level: () => number): LiveWaveform {
  const canvas = element('canvas', { class: 'live-waveform', 'aria-hidden': 'true' });
  const trace = createTrace(maxBars, stepMs);
  let frame: number | undefined;
  let colours = { heard: '', line: '' };

  function tick(nowMs: number): void {
    trace.follow(nowMs, level());
    paint();
    frame = requestAnimationFrame(tick);
  }

  function paint(): void {
    const sharp = sharpCanvas(canvas);
    if (sharp === undefined) return;
    const { context, width, height } = sharp;
    const middle = height / 2;
    context.fillStyle = colours.line;
    context.fillRect(0, middle - 0.5, width, 1);
    context.fillStyle = colours.heard;
    const count = Math.floor(width / (barWidth + barGap));
    for (const [index, peak] of trace.levels.slice(-count).entries()) {
      const half = peak * (middle - 2);
      if (half > 0.5) context.fillRect(index * (barWidth + barGap), middle - half, barWidth, half * 2);
    }
  }

  /** The theme's, read when they may have changed rather than for every frame. */
  function repaint(): void {
    const style = getComputedStyle(canvas);
    const colour = (name: string) => style.getPropertyValue(name).trim();
    colours = { heard: colour('--wave-heard'), line: colour('--wave-line') };
    paint();
  }

  new ResizeObserver(repaint).observe(canvas);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', repaint);
  return {
    element: canvas,
    start() {
      frame ??= requestAnimationFrame(tick);
    },
    stop() {
      if (frame !== undefined) cancelAnimationFrame(frame);
      frame = undefined;
    },
    empty() {
      trace.empty();
      paint();
    },
  };
}
