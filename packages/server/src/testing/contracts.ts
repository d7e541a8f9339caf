/** What every protocol, synthesizer and encoder promises, as suites of numbered tests. They need vitest. */

export { encoderContract } from './encoder-contract.js';
export { type Meaning, type ProtocolHarness, protocolContract } from './protocol-contract.js';
export { synthesizerContract } from './synthesizer-contract.js';
export { replayTranscripts } from './transcripts.js';
