import { createEncoder } from '../audio/encodings/index.js';
import { checkFormat } from '../audio/formats.js';
import { loadResampler } from '../audio/resampler.js';
import { type Clock, systemClock } from '../clock.js';
import { createSpeech, type SpeechParts } from '../session/service.js';
import type { SpeechService } from '../session/speech.js';
import type { Synthesizer } from '../synthesizers/synthesizer.js';
import { voiceAliases } from '../voices/aliases.js';
import { createCatalogue } from '../voices/catalogue.js';
import { toneSynthesizer } from './tone-synthesizer.js';

export interface TestSpeechOptions extends Partial<Omit<SpeechParts, 'synthesizers' | 'limits'>> {
  readonly synthesizer?: Synthesizer;
  readonly clock?: Clock;
  readonly limits?: Partial<SpeechParts['limits']>;
}

/** The whole service over one synthesizer (by default tones), open to everybody, with nothing but memory beneath. */
export async function testSpeech(options: TestSpeechOptions = {}): Promise<SpeechService> {
  await loadResampler();
  const { synthesizer = toneSynthesizer(), limits, ...parts } = options;
  const voices = await synthesizer.voices();
  return createSpeech({
    strict: false,
    voices: createCatalogue({
      voices,
      aliases: voiceAliases,
      defaultVoice: voices[0]?.id ?? '',
      strict: parts.strict ?? false,
      log: () => undefined,
    }),
    synthesizers: new Map([[synthesizer.name, synthesizer]]),
    access: { authenticate: async () => ({ id: 'anonymous' }), grant: async () => 'token' },
    checkFormat,
    createEncoder,
    limits: {
      maxBufferedCharacters: 100_000,
      maxOutputMs: 2000,
      maxUnanswered: 10_000,
      sessions: 10_000,
      sessionsPerHolder: 10_000,
      ...limits,
    },
    clock: systemClock,
    observe: (session) => session,
    ...parts,
  });
}
