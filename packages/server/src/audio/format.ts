/** What a client asked to receive: an encoding, the container around it, and their numbers. */
export type Encoding = 'linear16' | 'float32' | 'mulaw' | 'alaw' | 'mp3' | 'opus' | 'flac' | 'aac';
export type Container = 'none' | 'wav' | 'ogg' | 'webm';

export interface AudioFormat {
  readonly encoding: Encoding;
  readonly container: Container;
  /** Samples per second. */
  readonly sampleRate: number;
  /** Bits per second, for the compressed encodings; each has its own default. */
  readonly bitRate?: number;
}
