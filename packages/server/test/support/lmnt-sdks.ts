/** LMNT's clients for Node, each as it was published, and the words each has for the same. */

import { createRequire } from 'node:module';
import { Lmnt } from 'lmnt-node';
import { Lmnt as Lmnt24 } from 'lmnt-node-2.4';
import { Lmnt as Lmnt211 } from 'lmnt-node-2.11';
import type { Token } from './lmnt-talk.js';

/** A session, as an SDK has it. What that has no word for is absent. Its loop is the SDK's own. */
export interface SdkSession extends AsyncIterable<SdkMessage> {
  text(text: string): void;
  /** Gives the nonce, where flushes have one. */
  flush(): number | undefined;
  reset?(): number;
  finish(): void;
  close(): void;
}

/** What an SDK hands out, whichever of its messages that is. */
export interface SdkMessage {
  readonly audio?: Uint8Array;
  readonly tokens?: readonly Token[];
  readonly bufferEmpty?: boolean;
  readonly complete?: { readonly of: 'flush' | 'reset'; readonly nonce: number };
  readonly error?: string;
}

export interface SessionWishes {
  readonly voice?: string;
  readonly format?: string;
  readonly sampleRate?: number;
  readonly language?: string;
  readonly speed?: number;
  /** Whether words and their times are told. */
  readonly extras?: boolean;
}

export interface LmntSdk {
  readonly name: string;
  /** What it calls the formats of its sessions. */
  readonly formats: readonly string[];
  readonly hasResets: boolean;
  readonly hasSpeed: boolean;
  /** `url` is of use to those that can be told where to connect. */
  open(url: string, key: string, wishes?: SessionWishes): SdkSession;
}

const currentFormats = ['mp3', 'pcm_s16le', 'pcm_f32le', 'ulaw', 'webm'];
const olderFormats = ['mp3', 'raw', 'ulaw'];

export const sdk212: LmntSdk = {
  name: 'lmnt-node 2.12',
  formats: currentFormats,
  hasResets: true,
  hasSpeed: false,
  open(url, key, wishes = {}) {
    const client = new Lmnt({ apiKey: key, baseURL: url });
    const session = client.speech.sessions.create(paramsOf(wishes, 'return_timestamps'));
    return {
      text: (text) => session.sendText(text),
      flush: () => session.sendFlush(),
      reset: () => session.sendReset(),
      finish: () => session.sendFinish(),
      close: () => session.close(),
      async *[Symbol.asyncIterator]() {
        for await (const message of session) {
          switch (message.type) {
            case 'audio':
              yield { audio: bytesOf(message.audio) };
              break;
            case 'timestamps':
              yield { tokens: message.timestamps ?? [] };
              break;
            case 'flush_complete':
              yield { complete: { of: 'flush', nonce: message.nonce } };
              break;
            case 'reset_complete':
              yield { complete: { of: 'reset', nonce: message.nonce } };
              break;
            case 'error':
              yield { error: message.error.message };
          }
        }
      },
    };
  },
};

export const sdk211: LmntSdk = {
  name: 'lmnt-node 2.11',
  formats: currentFormats,
  hasResets: true,
  hasSpeed: false,
  open(_url, key, wishes = {}) {
    const session = new Lmnt211({ apiKey: key }).speech.sessions.create(paramsOf(wishes, 'return_extras'));
    return {
      text: (text) => session.appendText(text),
      flush: () => session.flush(),
      reset: () => session.reset(),
      finish: () => session.finish(),
      close: () => session.close(),
      async *[Symbol.asyncIterator]() {
        for await (const message of session) {
          switch (message.type) {
            case 'audio':
              yield { audio: bytesOf(message.audio) };
              break;
            case 'extras':
              yield extrasOf(message);
              break;
            case 'complete':
              yield { complete: { of: message.complete, nonce: message.nonce } };
              break;
            case 'error':
              yield { error: message.error };
          }
        }
      },
    };
  },
};

export const sdk24: LmntSdk = {
  name: 'lmnt-node 2.4',
  formats: olderFormats,
  hasResets: false,
  hasSpeed: true,
  open: (_url, key, wishes = {}) =>
    untypedSession(new Lmnt24({ apiKey: key }).speech.sessions.create(paramsOf(wishes, 'return_extras'))),
};

export const sdk1: LmntSdk = {
  name: 'lmnt-node 1.2',
  formats: olderFormats,
  hasResets: false,
  hasSpeed: true,
  open(_url, key, wishes = {}) {
    const { voice, ...options } = paramsOf(wishes, 'return_extras');
    return untypedSession(new Speech(key).synthesizeStreaming(voice, options));
  },
};

/** Version 1, whose types claim the name of the package for themselves. */
export interface SpeechClient {
  synthesize(text: string, voice: string, options?: object): Promise<Synthesis>;
  synthesizeStreaming(voice: string, options?: object): UntypedSession;
  fetchVoices(options?: object): Promise<{ readonly id: string }[]>;
  fetchVoice(voice: string): Promise<object>;
  createVoice(name: string, enhance: boolean, filenames: readonly string[]): Promise<object>;
  updateVoice(voice: string, options?: object): Promise<object>;
  unfreezeVoice(voice: string): Promise<object>;
  deleteVoice(voice: string): Promise<object>;
  fetchAccount(): Promise<object>;
}

interface Synthesis {
  readonly audio: Buffer;
  readonly durations?: readonly Token[];
  readonly seed?: number;
}

const require = createRequire(import.meta.url);
export const { Speech } = require('lmnt-node-1') as { Speech: new (key: string, url?: string) => SpeechClient };

/** What 1.x and 2.1 to 2.7 have in common. */
interface UntypedSession extends AsyncIterable<Extras & { readonly audio: ArrayBuffer | Uint8Array }> {
  appendText(text: string): void;
  flush(): void;
  finish(): void;
  close(): void;
}

interface Extras {
  readonly durations?: readonly object[];
  readonly buffer_empty?: boolean;
}

function untypedSession(session: UntypedSession | ReturnType<Lmnt24['speech']['sessions']['create']>): SdkSession {
  return {
    text: (text) => session.appendText(text),
    flush: () => void session.flush(),
    finish: () => session.finish(),
    close: () => session.close(),
    async *[Symbol.asyncIterator]() {
      for await (const message of session) yield { audio: bytesOf(message.audio), ...extrasOf(message) };
    },
  };
}

function extrasOf({ durations, buffer_empty }: Extras): SdkMessage {
  return {
    ...(durations !== undefined && { tokens: durations as readonly Token[] }),
    ...(buffer_empty !== undefined && { bufferEmpty: buffer_empty }),
  };
}

/** What is written as the SDK's own users write it. The formats and languages are those of its types, or not, as a test
 *  wishes. */
function paramsOf<Extras extends string>(wishes: SessionWishes, extrasName: Extras) {
  const { voice = 'leah', format, sampleRate, language, speed, extras } = wishes;
  const params = {
    voice,
    ...(format !== undefined && { format }),
    ...(sampleRate !== undefined && { sample_rate: sampleRate }),
    ...(language !== undefined && { language }),
    ...(speed !== undefined && { speed }),
    ...(extras !== undefined && { [extrasName]: extras }),
  };
  return params as { readonly voice: string };
}

function bytesOf(audio: ArrayBuffer | Uint8Array): Uint8Array {
  return audio instanceof Uint8Array ? audio : new Uint8Array(audio);
}
