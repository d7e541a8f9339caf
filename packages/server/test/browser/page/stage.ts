/** What the scenes are made of: a session, a player, and ears. */

import { Glottis, type SpeechSession, type SpeechSessionParams } from '@glottis/client';
import { createPlayer, type PcmFormat, type Player, type PlayerOptions } from '@glottis/client/player';
import { createTap, type Tap } from './tap.js';

/** Of the audio, in Hz. */
export const sampleRate = 24_000;
/** So late that a machine which is busy with other tests, and late itself, is not taken for a gap. */
const startBufferMs = 1000;

export interface StageOptions {
  /** Of the server. */
  readonly url: string;
  /** Of the speakers, in Hz; default: that of the audio. */
  readonly contextRate?: number;
  readonly session?: Partial<SpeechSessionParams>;
  readonly player?: Partial<PlayerOptions>;
}

export interface Stage {
  readonly tap: Tap;
  readonly player: Player;
  readonly session: SpeechSession;
  readonly wire: Wire;
  /** Where the speakers are now, in frames. */
  frame(): number;
  /** Settles with the player's position as soon as that is as wished. */
  position(isAsWished: (positionMs: number) => boolean): Promise<number>;
}

/** All audio of a session, as it came. */
export interface Wire {
  add(audio: Uint8Array): void;
  /** From -1 to 1. */
  samples(): Float32Array;
}

/** Everything that a page needs to speak, as its author would set it up, but with the tap in front of the speakers. */
export async function openStage(options: StageOptions): Promise<Stage> {
  const { url, contextRate = sampleRate } = options;
  const format = options.player?.format ?? 'pcm_s16le';
  const context = new AudioContext({ sampleRate: contextRate });
  const tap = await createTap(context);
  const position = createPositionWatch();
  const player = await createPlayer({
    sampleRate,
    format,
    context,
    destination: tap.node,
    startBufferMs,
    onPosition: position.report,
    ...options.player,
  });
  const { sessions } = new Glottis({ baseURL: url }).speech;
  const session = sessions.create({ voice: 'leah', language: 'en', format, ...options.session });
  const frame = () => Math.round(context.currentTime * contextRate);
  // What the player is connected by must be in place before anybody listens.
  await tap.reached(frame() + 1);
  return { tap, player, session, wire: createWire(format), frame, position: position.until };
}

function createPositionWatch() {
  let look: (positionMs: number) => void = () => {};
  return {
    report: (positionMs: number) => look(positionMs),
    until(isAsWished: (positionMs: number) => boolean): Promise<number> {
      return new Promise((resolve) => {
        look = (positionMs) => void (isAsWished(positionMs) && resolve(positionMs));
      });
    },
  };
}

export function createWire(format: PcmFormat): Wire {
  const pieces: Uint8Array[] = [];
  return {
    add: (audio) => void pieces.push(audio),
    samples() {
      const bytes = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
      let at = 0;
      for (const piece of pieces) {
        bytes.set(piece, at);
        at += piece.length;
      }
      if (format === 'pcm_f32le') return new Float32Array(bytes.buffer);
      return Float32Array.from(new Int16Array(bytes.buffer), (sample) => sample / 32_768);
    },
  };
}

/** Of 1: as loud as a vowel. What is stopped there shows in what was rendered. */
const loud = 0.05;

/** Whether the centisecond that begins there is loud. */
export function isLoud(samples: Float32Array, atMs: number): boolean {
  const at = Math.round((atMs * sampleRate) / 1000);
  return samples.subarray(at, at + sampleRate / 100).some((sample) => Math.abs(sample) > loud);
}
