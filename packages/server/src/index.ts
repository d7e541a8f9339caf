/** What other programs may import. */
export type { Outgoing } from './access/outgoing.js';
export type { OutgoingInit } from './access/send.js';
export type { AudioEncoder } from './audio/encoder.js';
export type { AudioFormat, Container, Encoding } from './audio/format.js';
export type { Pcm } from './audio/pcm.js';
export { type Clock, systemClock } from './clock.js';
export { ConfigError } from './config/config-error.js';
export { SpeechError, type SpeechErrorCode, speechErrorCodes } from './errors.js';
export { converse, type Dialogue, type Expression } from './protocols/converse.js';
export { defineProtocol, type ProtocolDefinition, type ProtocolTools } from './protocols/definition.js';
export { type Dial, DialError, type DialFailure, type DialledSocket, type DialOptions } from './protocols/dial.js';
export type {
  Acceptance,
  Conversation,
  Farewell,
  MessageSocket,
  Protocol,
  Route,
  Visit,
} from './protocols/protocol.js';
export { type RunningServer, startServer } from './server.js';
export type { HeardReport, Mark, SpeechEvent, UtteranceReport } from './session/events.js';
export type { Credential, Holder, SpeechOptions, SpeechService, SpeechSession } from './session/speech.js';
export { bySegment } from './synthesizers/by-segment.js';
export { defineSynthesizer, type SynthesizerContext, type SynthesizerDefinition } from './synthesizers/definition.js';
export type {
  ComputeEngine,
  EngineInfo,
  EnginePiece,
  EngineWord,
  SegmentEngine,
  SpeakTask,
} from './synthesizers/segment-engine.js';
export type {
  Capabilities,
  SynthesisChunk,
  SynthesisRequest,
  Synthesizer,
  WordTiming,
} from './synthesizers/synthesizer.js';
export { type Cutting, wholeSentences } from './text/cutting.js';
export type { Boundary, Segment, SourceMap } from './text/segment.js';
export type { Gender, Voice, VoiceAlias, VoiceCatalogue, VoiceFilter } from './voices/voice.js';
