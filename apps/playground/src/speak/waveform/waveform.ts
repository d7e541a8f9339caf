/** The audio as it was received, and how far it was heard. */

import { element } from '../../shell/dom.js';
import { sharpCanvas } from '../../shell/sharp-canvas.js';
import { createPeaks, marksFor, spanFor } from './peaks.js';

export interface Waveform {
  readonly element: HTMLElement;
  /** New audio begins, of this many samples per second. */
  begin(sampleRate: number): void;
  add(samples: Float32Array): void;
  /** The playback has come so far. */
  heard(positionMs: number): void;
  /** What was not heard so far never will be. */
  cut(): void;
}

const barWidth = 2;
const barGap = 1;
const axisHeight = 18;
/** A mark with its label needs so much room. */
const markWidth = 72;

export function createWaveform(): Waveform {
  const canvas = element('canvas', { class: 'waveform', 'aria-hidden': 'true' });
  let peaks = createPeaks(24000);
  let positionMs = 0;
  let isCut = false;
  let isWaiting = false;

  /** At most once a frame. */
  function draw(): void {
    if (isWaiting) return;
    isWaiting = true;
    requestAnimationFrame(() => {
      isWaiting = false;
      paint();
    });
  }

  function paint(): void {
    const sharp = sharpCanvas(canvas);
    if (sharp === undefined) return;
    const { context, width, height } = sharp;
    const spanMs = spanFor(peaks.durationMs);
    const toX = (ms: number) => (ms / spanMs) * width;
    const colours = coloursOf(canvas);
    drawAxis(context, { spanMs, toX, width, height, colours });
    drawBars(context, { spanMs, headX: toX(positionMs), width, height: height - axisHeight, colours });
    if (positionMs > 0) drawHead(context, toX(positionMs), height - axisHeight, colours);
  }

  function drawBars(
    context: CanvasRenderingContext2D,
    {
      spanMs,
      headX,
      width,
      height,
      colours,
    }: { spanMs: number; headX: number; width: number; height: number; colours: Colours },
  ): void {
    const count = Math.max(1, Math.floor(width / (barWidth + barGap)));
    const middle = height / 2;
    for (const [index, peak] of peaks.columns(count, spanMs).entries()) {
      if (peak === undefined) continue;
      const x = index * (barWidth + barGap);
      const half = Math.max(0.5, peak * (middle - 2));
      context.fillStyle = x < headX ? colours.heard : isCut ? colours.dropped : colours.waiting;
      context.fillRect(x, middle - half, barWidth, half * 2);
    }
  }

  new ResizeObserver(draw).observe(canvas);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);

  return {
    element: canvas,
    begin(sampleRate) {
      peaks = createPeaks(sampleRate);
      positionMs = 0;
      isCut = false;
      draw();
    },
    add(samples) {
      peaks.add(samples);
      draw();
    },
    heard(at) {
      positionMs = at;
      draw();
    },
    cut() {
      isCut = true;
      draw();
    },
  };
}

interface Colours {
  readonly heard: string;
  readonly waiting: string;
  readonly dropped: string;
  readonly line: string;
  readonly label: string;
  readonly font: string;
}

/** Those of the theme: the style sheet gives them to the canvas as custom properties of plain colours. */
function coloursOf(canvas: HTMLElement): Colours {
  const style = getComputedStyle(canvas);
  const probe = (name: string) => style.getPropertyValue(name).trim();
  return {
    heard: probe('--wave-heard'),
    waiting: probe('--wave-waiting'),
    dropped: probe('--wave-dropped'),
    line: probe('--wave-line'),
    label: style.color,
    font: `${style.fontSize} ${style.fontFamily}`,
  };
}

interface Axis {
  readonly spanMs: number;
  toX(ms: number): number;
  readonly width: number;
  readonly height: number;
  readonly colours: Colours;
}

function drawAxis(context: CanvasRenderingContext2D, { spanMs, toX, width, height, colours }: Axis): void {
  const base = height - axisHeight;
  context.fillStyle = colours.line;
  context.fillRect(0, base / 2 - 0.5, width, 1);
  context.font = colours.font;
  context.textBaseline = 'alphabetic';
  for (const ms of marksFor(spanMs, width / markWidth)) {
    const x = toX(ms);
    context.fillStyle = colours.line;
    context.fillRect(x, base + 2, 1, 4);
    context.fillStyle = colours.label;
    context.fillText(`${ms / 1000} s`, x + 4, height - 4);
  }
}

function drawHead(context: CanvasRenderingContext2D, x: number, height: number, colours: Colours): void {
  context.fillStyle = colours.heard;
  context.fillRect(Math.round(x), 0, 1.5, height);
}
