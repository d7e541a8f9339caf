/** The audio that a browser can be given, and how it becomes samples. */

/** How the bytes are to be read; `file` is a compressed whole, which is heard when the last of it is here. */
export type Coding = 'pcm_s16le' | 'pcm_f32le' | 'mulaw' | 'alaw' | 'file';

export interface Format {
  /** For the list, and to tell formats apart. */
  readonly title: string;
  /** What the protocol calls it. */
  readonly wire: string;
  readonly coding: Coding;
  /** Samples per second, as the protocol is asked for them. */
  readonly sampleRate: number;
}

const pcm = (wire: string, sampleRate: number): Format => ({
  title: `PCM, 16 bit, ${sampleRate / 1000} kHz`,
  wire,
  coding: 'pcm_s16le',
  sampleRate,
});

const later = 'plays when it is complete';

/** Those of LMNT's socket. Its µ-law is a WAV file, and left out. */
export const lmntFormats: readonly Format[] = [
  pcm('pcm_s16le', 24000),
  pcm('pcm_s16le', 16000),
  pcm('pcm_s16le', 8000),
  { title: 'PCM, 32 bit float, 24 kHz', wire: 'pcm_f32le', coding: 'pcm_f32le', sampleRate: 24000 },
  { title: `MP3 (${later})`, wire: 'mp3', coding: 'file', sampleRate: 24000 },
  { title: `WebM with Opus (${later})`, wire: 'webm', coding: 'file', sampleRate: 24000 },
];

const telephone: readonly Format[] = [
  { title: 'µ-law, 8 kHz, as on a telephone', wire: 'mulaw', coding: 'mulaw', sampleRate: 8000 },
  { title: 'A-law, 8 kHz, as on a telephone', wire: 'alaw', coding: 'alaw', sampleRate: 8000 },
];

/** Those of Deepgram's socket, which has nothing compressed. */
export const deepgramFormats: readonly Format[] = [
  ...[24000, 16000, 8000, 48000].map((sampleRate) => pcm('linear16', sampleRate)),
  ...telephone,
];

/** Those of SLNG's socket. */
export const slngFormats: readonly Format[] = [
  ...[24000, 16000, 8000, 48000].map((sampleRate) => pcm('linear16', sampleRate)),
  ...telephone,
  { title: `MP3 (${later})`, wire: 'mp3', coding: 'file', sampleRate: 24000 },
  { title: `Opus in Ogg (${later})`, wire: 'opus', coding: 'file', sampleRate: 48000 },
];
