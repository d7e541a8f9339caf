import { fromBase64 } from './base64.js';
import type { RequestOptions, Send } from './rest/request.js';
import { readJson } from './rest/request.js';
import type { Timestamp } from './session/messages.js';
import type { SpeechSessionParams } from './session/params.js';
import type { SpeechSession } from './session/session.js';

/** What one text is to be spoken as, in one request. */
export interface SpeechGenerateParams {
  /** At most 5000 characters, unless the server says otherwise. */
  readonly text: string;
  /** The id of a voice. */
  readonly voice: string;
  /** Default: `mp3`. All but `aac` and `wav` arrive while they are still being made; `ulaw` is in a WAV container. */
  readonly format?: 'mp3' | 'pcm_s16le' | 'pcm_f32le' | 'ulaw' | 'webm' | 'aac' | 'wav';
  /** Two letters, such as `en`; default `auto`. Naming it is faster. */
  readonly language?: string;
  /** In Hz: 8000, 16000 or 24000. Default: 24000, and 8000 for `ulaw`. */
  readonly sample_rate?: number;
  /** 1 is the voice's own speed. */
  readonly speed?: number;
  readonly model?: string;
  readonly temperature?: number;
  readonly top_p?: number;
}

/** As in `generate`, and whether to tell when each word is spoken. */
export interface SpeechGenerateDetailedParams extends SpeechGenerateParams {
  readonly return_timestamps?: boolean;
}

/** A whole text's speech. */
export interface DetailedSpeech {
  /** The audio file, in the format that was asked for. */
  readonly audio: Uint8Array;
  /** When each word is spoken, counted from the beginning of the audio; empty unless it was asked for. */
  readonly timestamps: readonly Timestamp[];
}

/** Text to speech. Nothing here is ever tried again by itself: nothing may be spoken twice. */
export interface Speech {
  readonly sessions: {
    /**
     * Opens a session for text that is still being written. Returns at once; what is sent before the socket is open waits
     * for it. What fails, also in opening, is thrown by the session's iteration. Throws a GlottisError for options that
     * contradict each other.
     */
    create(params: SpeechSessionParams): SpeechSession;
  };
  /**
   * Speaks one text. Settles when the first audio is on its way: read it from `body` as it comes, or all of it with
   * `arrayBuffer()`. The timeout covers the time until then. The signal also stops the body, which then rejects with the
   * signal's reason as it is, not with an AbortError of this package.
   */
  generate(params: SpeechGenerateParams, options?: RequestOptions): Promise<Response>;
  /** Speaks one text, and settles when all of it is spoken. */
  generateDetailed(params: SpeechGenerateDetailedParams, options?: RequestOptions): Promise<DetailedSpeech>;
}

const path = '/v1/ai/speech';

export function createSpeech(send: Send, createSession: (params: SpeechSessionParams) => SpeechSession): Speech {
  return {
    sessions: { create: createSession },
    generate(params, options = {}) {
      const call = { method: 'POST', path: `${path}/bytes`, body: params, accept: 'application/octet-stream' } as const;
      return send(call, options, async (response) => response);
    },
    async generateDetailed(params, options = {}) {
      const call = { method: 'POST', path, body: params, accept: 'application/json' } as const;
      const answer = await send(call, options, readJson<{ audio: string; timestamps?: readonly Timestamp[] }>);
      return { audio: fromBase64(answer.audio), timestamps: answer.timestamps ?? [] };
    },
  };
}
