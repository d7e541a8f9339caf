/** For those who write protocols and synthesizers: contracts that say when one is done, and stand-ins for the world. */

export { type Dialled, dial, request } from './dial.js';
export { encoderContract } from './encoder-contract.js';
export { type FakeClock, fakeClock } from './fake-clock.js';
export { type Meaning, type ProtocolHarness, protocolContract } from './protocol-contract.js';
export { type ClientEnd, type Closing, type SocketPair, socketPair } from './socket-pair.js';
export { synthesizerContract } from './synthesizer-contract.js';
export { type TestSpeechOptions, testSpeech } from './test-speech.js';
export {
  type ToneCall,
  type ToneFault,
  type ToneOptions,
  type ToneSynthesizer,
  toneSynthesizer,
} from './tone-synthesizer.js';
export { replayTranscripts } from './transcripts.js';
