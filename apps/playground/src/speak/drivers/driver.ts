/** A protocol, seen from this page: four verbs, and what the server answers. */
import type { WebSocketClass } from '@glottis/client';
import type { Server } from '../../shell/server.js';
import type { Format } from '../formats.js';

/** What a connection is to speak with. */
export interface Wish {
  readonly voice: string;
  /** Two or three letters; undefined leaves it to the voice. */
  readonly language: string | undefined;
  /** 1 is the voice's own speed. */
  readonly speed: number;
  readonly format: Format;
}

export interface DriverTools {
  readonly server: Server;
  readonly key: string | undefined;
  /** Shows the messages of both directions. */
  readonly WebSocket: SocketClass;
  /** A token of the server's, good for half a minute, where a protocol takes one in its address only. */
  grantToken(): Promise<string>;
}

/** The browser's own, which takes subprotocols too. */
export type SocketClass = WebSocketClass & (new (url: string, protocols?: string[]) => WebSocket);

export interface Word {
  readonly text: string;
  /** In milliseconds of the audio since the connection began, or since its last `cleared`. */
  readonly startMs: number;
  readonly endMs: number;
}

export interface Heard {
  readonly spoken: string;
  readonly remaining: string;
}

export type DriverEvent =
  /** Text may be sent. */
  | { readonly type: 'ready' }
  | { readonly type: 'audio'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly type: 'words'; readonly words: readonly Word[] }
  /** All audio of a flush is here. */
  | { readonly type: 'flushed' }
  /** No audio of older text will come. */
  | { readonly type: 'cleared'; readonly heard?: Heard }
  /** Comes last, and once. A problem, in words, unless it ended as it should. */
  | { readonly type: 'closed'; readonly problem?: string };

export interface Connection {
  sendText(text: string): void;
  flush(): void;
  /** `playedMs`: how much was heard of the audio since the beginning, or since the last `cleared`. */
  clear(playedMs: number): void;
  /** No more text; `closed` follows the last audio. */
  finish(): void;
  /** At once; nothing is told any more. */
  close(): void;
}

export interface Driver {
  /** The protocol's name on the server. */
  readonly protocol: string;
  readonly id: string;
  readonly title: string;
  readonly formats: readonly Format[];
  readonly defaultVoice: string;
  /** Whether a language can be asked for, besides a voice. */
  readonly takesLanguage: boolean;
  /** From the slowest to the fastest speed that it takes. */
  readonly speeds: readonly [slowest: number, fastest: number];
  /** How it tells what is spoken when, and what was heard, for people. */
  readonly about: string;
  /** Whether its key would stand in the address, so that a granted token goes there instead. */
  readonly needsToken?: boolean;
  connect(wish: Wish, tools: DriverTools, hear: (event: DriverEvent) => void): Connection;
}
