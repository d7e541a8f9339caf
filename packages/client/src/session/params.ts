import { GlottisError } from '../errors.js';
import { apiVersion } from '../rest/request.js';

/**
 * What a session is opened with. `signal`, `window` and `maxUnreadBytes` are for this client; everything else goes to the
 * server as it is.
 */
export interface SpeechSessionParams {
  /** The id of a voice. */
  readonly voice: string;
  /** Default: `mp3`. The PCM formats have no header; `ulaw` is in a WAV container. */
  readonly format?: 'mp3' | 'pcm_s16le' | 'pcm_f32le' | 'ulaw' | 'webm';
  /** Two letters, such as `en`; default `auto`. Naming it is faster. */
  readonly language?: string;
  /** In Hz: 8000, 16000 or 24000. Default: 24000, and 8000 for `ulaw`. */
  readonly sample_rate?: number;
  /** Whether to tell when each word is spoken. Default: false. */
  readonly return_timestamps?: boolean;
  /** 1 is the voice's own speed. */
  readonly speed?: number;
  readonly model?: string;
  readonly temperature?: number;
  readonly top_p?: number;
  /** Ends the session at once; its iteration then throws an AbortError. */
  readonly signal?: AbortSignal | undefined;
  /**
   * How many bytes of audio the server may send ahead of the loop that takes them; default 262144, which is five seconds
   * of 24 kHz PCM. `false` leaves it unsaid, for servers that know nothing of it; `drained` then knows only the network.
   */
  readonly window?: number | false;
  /**
   * How many bytes may wait here unread, at least twice the window; default 32 MiB. Where the transport allows, reading
   * pauses at half of it; beyond it the session fails.
   */
  readonly maxUnreadBytes?: number;
}

/** How much may arrive before it is taken. */
export interface Bounds {
  /** Undefined: the server is not asked to wait. */
  readonly windowBytes: number | undefined;
  readonly maxUnreadBytes: number;
}

const defaultWindowBytes = 262_144;
const defaultMaxUnreadBytes = 32 * 1024 * 1024;

/** Throws a GlottisError for bounds that contradict each other. */
export function bounds({
  window = defaultWindowBytes,
  maxUnreadBytes = defaultMaxUnreadBytes,
}: SpeechSessionParams): Bounds {
  const windowBytes = window === false ? undefined : window;
  if (windowBytes !== undefined && !(Number.isSafeInteger(windowBytes) && windowBytes > 0)) {
    throw new GlottisError(`window is ${windowBytes}; give it as a number of bytes, or false`);
  }
  const leastBytes = 2 * (windowBytes ?? 1);
  if (!(maxUnreadBytes >= leastBytes)) {
    throw new GlottisError(`maxUnreadBytes is ${maxUnreadBytes}; it must be at least ${leastBytes}, twice the window`);
  }
  return { windowBytes, maxUnreadBytes };
}

/** The first message of a session. */
export function hello(params: SpeechSessionParams, apiKey: string | undefined, { windowBytes }: Bounds): string {
  const { signal: _, window: __, maxUnreadBytes: ___, ...wire } = params;
  return JSON.stringify({
    'X-API-Key': apiKey,
    'lmnt-version': apiVersion,
    ...wire,
    ...(windowBytes === undefined ? {} : { glottis: { window_bytes: windowBytes, text_window: true } }),
  });
}
