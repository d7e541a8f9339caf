/** The audio thread's half of the player, without its thread: samples in, render quanta out. */

/** What comes of the audio that was added. All counts are frames at the rate of the audio. */
export interface Progress {
  /** Rendered since the last stop. */
  readonly playedFrames: number;
  /** Rendered or dropped, ever. */
  readonly consumedFrames: number;
  /** How often audio came too late: the queue had run dry, nobody had said that this was the end, and then more came. */
  readonly underruns: number;
}

/** A queue of mono audio that plays without gaps. */
export interface Playback {
  /** Adds audio, which belongs to the playback from now on. */
  add(samples: Float32Array): void;
  /** What is queued is all for now: it need not wait for more, and running dry behind it is no underrun. */
  end(): void;
  /** Drops everything, and counts `playedFrames` anew. */
  stop(): void;
  pause(): void;
  resume(): void;
  /** Fills one render quantum. */
  render(output: Float32Array): void;
  progress(): Progress;
}

export interface PlaybackOptions {
  /** Of the audio, in Hz. */
  readonly sampleRate: number;
  /** Of what is rendered, in Hz. */
  readonly contextRate: number;
  /** How much must be queued before it begins to play, unless that much time has passed. */
  readonly startBufferMs: number;
}

/**
 * Creates a playback. This function is sent to the audio thread as text, so it may refer to nothing outside itself; and it
 * has neither named functions inside nor anything newer than ES2017, as some bundlers make these calls of a helper that
 * would be outside.
 */
export function createPlayback({ sampleRate, contextRate, startBufferMs }: PlaybackOptions): Playback {
  const step = sampleRate / contextRate;
  const startFrames = (sampleRate * startBufferMs) / 1000;
  // Long enough to make no click, and well within one render quantum of 128 frames.
  const fadeFrames = 64;

  const chunks: Float32Array[] = [];
  /** How much of the first chunk is consumed. */
  let offset = 0;
  let queued = 0;
  /** Where between the first queued sample and the next one the output stands, from 0 to 1. */
  let phase = 0;
  /** The sample before the first queued one. */
  let before = 0;

  let playing = false;
  let paused = false;
  let ended = false;
  let ranDry = false;
  /** How long the first audio has been waiting for more. */
  let waited = 0;
  /** How far the sound has come back after an interruption, from 0 to fadeFrames. */
  let fadedIn = fadeFrames;
  /** How much is left of the way from the last sound to silence, from fadeFrames to 0. */
  let fadingOut = 0;
  let lastOutput = 0;
  let fadesFrom = 0;

  let playedFrames = 0;
  let consumedFrames = 0;
  let underruns = 0;

  const playback = {
    add(samples: Float32Array): void {
      if (samples.length === 0) return;
      if (ranDry) underruns += 1;
      ranDry = false;
      ended = false;
      chunks.push(samples);
      queued += samples.length;
    },

    end(): void {
      ended = true;
      ranDry = false;
    },

    stop(): void {
      consumedFrames += queued;
      chunks.length = 0;
      offset = 0;
      queued = 0;
      playback.fallSilent();
      fadedIn = fadeFrames;
      ended = false;
      ranDry = false;
      playedFrames = 0;
    },

    pause(): void {
      if (!paused) playback.fadeOut();
      paused = true;
    },

    resume(): void {
      paused = false;
    },

    render(output: Float32Array): void {
      if (!playing && queued > 0 && !paused) playback.startWhenReady(output.length);
      for (let index = 0; index < output.length; index += 1) {
        if (playing && queued === 0) playback.runDry();
        lastOutput = playing && !paused ? playback.nextOutput() : playback.silence();
        output[index] = lastOutput;
      }
    },

    progress(): Progress {
      return { playedFrames, consumedFrames, underruns };
    },

    startWhenReady(frames: number): void {
      waited += frames * step;
      if (!ended && queued < startFrames && waited <= startFrames) return;
      playing = true;
    },

    nextOutput(): number {
      const current = playback.peek(0);
      const sample = phase === 0 ? current : playback.between(current, playback.peek(1), playback.peek(2));
      phase += step;
      while (phase >= 1 && queued > 0) playback.consume();
      if (fadedIn === fadeFrames) return sample;
      fadedIn += 1;
      return (sample * fadedIn) / fadeFrames;
    },

    /** The cubic through the samples on both sides, which is smoother than a line and costs as little. */
    between(current: number, next: number, after: number): number {
      const slope = (next - before) / 2;
      const nextSlope = (after - current) / 2;
      const rise = next - current;
      const cubed = slope + nextSlope - 2 * rise;
      const squared = 3 * rise - 2 * slope - nextSlope;
      return current + phase * (slope + phase * (squared + phase * cubed));
    },

    /** A queued sample; behind the end, the last one. */
    peek(ahead: number): number {
      let index = offset + ahead;
      let last = 0;
      for (const chunk of chunks) {
        const sample = chunk[index];
        if (sample !== undefined) return sample;
        index -= chunk.length;
        last = chunk[chunk.length - 1] as number;
      }
      return last;
    },

    consume(): void {
      before = playback.peek(0);
      phase -= 1;
      offset += 1;
      queued -= 1;
      playedFrames += 1;
      consumedFrames += 1;
      if (offset < (chunks[0] as Float32Array).length) return;
      chunks.shift();
      offset = 0;
    },

    runDry(): void {
      playback.fallSilent();
      ranDry = !ended;
      ended = false;
    },

    fallSilent(): void {
      if (playing) playback.fadeOut();
      playing = false;
      waited = 0;
      phase = 0;
      before = 0;
    },

    fadeOut(): void {
      fadesFrom = lastOutput;
      fadingOut = fadeFrames;
      fadedIn = 0;
    },

    silence(): number {
      if (fadingOut === 0) return 0;
      fadingOut -= 1;
      return (fadesFrom * fadingOut) / fadeFrames;
    },
  };
  return playback;
}
