/** What others may import from `@glottis/client`. The player is an entry of its own: `@glottis/client/player`. */

export { AbortError, ApiError, ConnectionError, GlottisError, TimeoutError } from './errors.js';
export type { GlottisOptions } from './glottis.js';
export { Glottis } from './glottis.js';
export type { RequestOptions } from './rest/request.js';
export type {
  Heard,
  SpeechSessionAudio,
  SpeechSessionError,
  SpeechSessionFlushComplete,
  SpeechSessionMessage,
  SpeechSessionReady,
  SpeechSessionResetComplete,
  SpeechSessionTimestamps,
  Timestamp,
} from './session/messages.js';
export type { SpeechSessionParams } from './session/params.js';
export type { ResetOptions, SpeechSession } from './session/session.js';
export type { CloseLike, MessageLike, WebSocketClass, WebSocketLike } from './socket/websocket.js';
export type { DetailedSpeech, Speech, SpeechGenerateDetailedParams, SpeechGenerateParams } from './speech.js';
export type { Voice, VoiceListParams, Voices } from './voices.js';
