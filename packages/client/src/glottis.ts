import { addresses } from './base-url.js';
import { createSend } from './rest/request.js';
import { bounds, hello } from './session/params.js';
import { SpeechSession } from './session/session.js';
import type { WebSocketClass } from './socket/websocket.js';
import { Wire } from './socket/wire.js';
import type { Speech } from './speech.js';
import { createSpeech } from './speech.js';
import type { Voices } from './voices.js';
import { createVoices } from './voices.js';

/** Which server to speak to, and by what means. */
export interface GlottisOptions {
  /** `http(s)://host[/prefix]`, for sessions too; in a browser it may be relative to the page. */
  readonly baseURL: string;
  /** Left out where the server asks for none. */
  readonly apiKey?: string | undefined;
  /** Default: the platform's. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Any class that is shaped as the W3C's; default: the platform's, or in Node 20 our own. */
  readonly WebSocket?: WebSocketClass | undefined;
  /** How long an answer, or the opening of a session, may take, in milliseconds. Default: 60000. */
  readonly timeout?: number | undefined;
}

const defaultTimeoutMs = 60_000;

/** A client of one server. It holds no connection of its own, so there is nothing to close. */
export class Glottis {
  readonly speech: Speech;
  readonly voices: Voices;

  /** Throws a GlottisError if `baseURL` is none. */
  constructor({ baseURL, apiKey, fetch = globalThis.fetch, WebSocket, timeout = defaultTimeoutMs }: GlottisOptions) {
    const server = addresses(baseURL);
    const send = createSend({ addresses: server, apiKey, fetch, timeout });
    this.speech = createSpeech(send, (params) => {
      const limits = bounds(params);
      return new SpeechSession({
        connect: (listener) => new Wire({ url: server.session, WebSocket, timeoutMs: timeout }, listener),
        hello: hello(params, apiKey, limits),
        bounds: limits,
        signal: params.signal,
      });
    });
    this.voices = createVoices(send);
  }
}
