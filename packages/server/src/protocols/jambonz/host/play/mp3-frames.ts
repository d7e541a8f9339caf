/** Where the audio is in an MP3 file. The decoder is given whole frames only: neither a tag, nor a picture, nor what somebody
 *  else calls an MP3. */

/** Frames in a row, of one sample rate. */
export interface FrameRun {
  readonly bytes: Uint8Array;
  readonly sampleRate: number;
  /** Samples per channel. */
  readonly length: number;
}

/** What is decoded at once: a fifth of a second of most files, half a second of a few. */
const maxFrames = 8;

/** What may lie between frames, in bytes, and is passed over: a tag or dirt. More is no MP3. */
const maxJunk = 65_536;

/** Tags in front of the first frame. Files have one or two; what looks like more is junk. */
const maxTags = 16;

export function* frameRuns(file: Uint8Array): Generator<FrameRun> {
  let end = afterTags(file);
  for (let at = end; at < file.length && at - end <= maxJunk; ) {
    const first = firstFrameAt(file, at);
    if (first) end = yield* alikeFrom(file, at, first);
    at = first ? end : at + 1;
  }
}

/** Two bytes that look like the beginning of a frame are nothing rare, so the next one must be there as well, or the end. */
function firstFrameAt(file: Uint8Array, at: number): Frame | undefined {
  const frame = frameAt(file, at);
  if (!frame) return undefined;
  const behind = at + frame.bytes;
  return behind === file.length || isAlike(frameAt(file, behind), frame) ? frame : undefined;
}

/** All frames in a row that are like the first. Returns where they end. */
function* alikeFrom(file: Uint8Array, start: number, first: Frame): Generator<FrameRun, number> {
  let [from, end, count] = [start, start, 0];
  const run = () => ({ bytes: file.subarray(from, end), sampleRate: first.sampleRate, length: count * first.length });
  for (let frame: Frame | undefined = first; isAlike(frame, first); frame = frameAt(file, end)) {
    end += frame.bytes;
    count += 1;
    if (count < maxFrames) continue;
    yield run();
    [from, count] = [end, 0];
  }
  if (count > 0) yield run();
  return end;
}

interface Frame {
  readonly bytes: number;
  readonly sampleRate: number;
  readonly length: number;
}

function isAlike(frame: Frame | undefined, other: Frame): frame is Frame {
  return frame?.sampleRate === other.sampleRate && frame.length === other.length;
}

const layer3 = 1;
const sampleRates = [44_100, 48_000, 32_000];
/** By their two bits: MPEG 2.5, none, 2, and 1. */
const versions = [{ divisor: 4, length: 576 }, undefined, { divisor: 2, length: 576 }, { divisor: 1, length: 1152 }];
/** In kilobits per second; the first is that of no frame whose length can be told. */
const slow = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
const fast = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];

/** A whole frame, by its header. */
function frameAt(file: Uint8Array, at: number): Frame | undefined {
  if (file[at] !== 0xff) return undefined;
  const kind = file[at + 1] ?? 0;
  const rates = file[at + 2] ?? 0;
  if (kind < 0xe0) return undefined;
  const version = versions[(kind >> 3) & 3];
  const sampleRate = (sampleRates[(rates >> 2) & 3] ?? 0) / (version?.divisor ?? 1);
  const kilobits = (version?.length === 1152 ? fast : slow)[rates >> 4] ?? 0;
  if (!version || ((kind >> 1) & 3) !== layer3 || sampleRate === 0 || kilobits === 0) return undefined;
  const padding = (rates >> 1) & 1;
  const bytes = Math.floor((version.length * kilobits * 125) / sampleRate) + padding;
  return at + bytes <= file.length ? { bytes, sampleRate, length: version.length } : undefined;
}

/** Behind the tags that a file may begin with, whose length stands in their head, seven bits to a byte. */
function afterTags(file: Uint8Array): number {
  let at = 0;
  for (let count = 0; count < maxTags && isTagAt(file, at); count += 1) {
    const [flags = 0, a = 0, b = 0, c = 0, d = 0] = file.subarray(at + 5, at + 10);
    const size = ((a & 0x7f) << 21) | ((b & 0x7f) << 14) | ((c & 0x7f) << 7) | (d & 0x7f);
    const footer = (flags & 0x10) === 0 ? 0 : 10;
    at += 10 + size + footer;
  }
  return at;
}

/** ID3 */
function isTagAt(file: Uint8Array, at: number): boolean {
  return file[at] === 0x49 && file[at + 1] === 0x44 && file[at + 2] === 0x33;
}
