/** Files of speech, decoded by the browser itself. */

import { Glottis } from '@glottis/client';

export interface DecodedFile {
  /** Signed 16 bit, in Base64. */
  readonly samples: string;
  readonly sampleRate: number;
  /** Where each word begins, in milliseconds. */
  readonly words: readonly number[];
  /** The end of the last token, in milliseconds. */
  readonly toldMs: number;
}

/** The rate at which a page plays most often, and at which Opus always does. */
const sampleRate = 48_000;

type Format = 'mp3' | 'webm' | 'wav' | 'ulaw' | 'aac';

export async function decodeSpeech(url: string, voice: string, text: string, format: Format): Promise<DecodedFile> {
  const client = new Glottis({ baseURL: url });
  const wish = { voice, text, format, return_timestamps: true };
  const { audio, timestamps } = await client.speech.generateDetailed(wish);
  const context = new OfflineAudioContext(1, 1, sampleRate);
  const decoded = await context.decodeAudioData(new Uint8Array(audio).buffer);
  const samples = Int16Array.from(decoded.getChannelData(0), (value) => Math.max(-1, Math.min(1, value)) * 32767);
  const words = timestamps.filter((token) => /\p{L}/u.test(token.text)).map(({ start }) => start * 1000);
  const toldMs = timestamps.reduce((_, { start, duration }) => (start + duration) * 1000, 0);
  return { samples: base64(new Uint8Array(samples.buffer)), sampleRate, words, toldMs };
}

function base64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}
