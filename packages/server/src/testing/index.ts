/** For those who write protocols and synthesizers: stand-ins for the world. The contracts are in `glottis/testing/contracts`. */

export { type ClickOptions, clickSynthesizer, clickTimes } from './click-synthesizer.js';
export { type Dialled, dial, request } from './dial.js';
export { type FakeClock, fakeClock } from './fake-clock.js';
export { noDial } from './no-dial.js';
export { noOutgoing } from './no-outgoing.js';
export { type ClientEnd, type Closing, type SocketPair, socketPair } from './socket-pair.js';
export { type TestSpeechOptions, testSpeech } from './test-speech.js';
export {
  type ToneCall,
  type ToneFault,
  type ToneOptions,
  type ToneSynthesizer,
  toneSynthesizer,
} from './tone-synthesizer.js';
