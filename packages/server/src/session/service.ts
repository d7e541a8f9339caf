import type { AudioEncoder, EncoderStart } from '../audio/encoder.js';
import type { AudioFormat } from '../audio/format.js';
import type { Clock } from '../clock.js';
import { SpeechError } from '../errors.js';
import type { Synthesizer } from '../synthesizers/synthesizer.js';
import type { VoiceCatalogue } from '../voices/voice.js';
import { Session, type SessionLimits } from './session.js';
import type { Credential, Holder, SpeechOptions, SpeechService, SpeechSession } from './speech.js';

/** What the service is made of; the wiring passes it in. */
export interface SpeechParts {
  readonly strict: boolean;
  readonly voices: VoiceCatalogue;
  readonly synthesizers: ReadonlyMap<string, Synthesizer>;
  readonly access: {
    authenticate(credential: Credential | undefined): Promise<Holder>;
    grant(holder: Holder, ttlSeconds: number): Promise<string>;
  };
  /** Throws `unsupported-format`. */
  readonly checkFormat: (format: AudioFormat) => void;
  readonly createEncoder: (format: AudioFormat, start: EncoderStart) => Promise<AudioEncoder>;
  readonly limits: SessionLimits & {
    readonly sessions: number;
    readonly sessionsPerHolder: number;
  };
  readonly clock: Clock;
  /** Wraps every session, for telemetry. */
  readonly observe: (session: SpeechSession, options: SpeechOptions) => SpeechSession;
}

export function createSpeech(parts: SpeechParts): SpeechService {
  const admission = new Admission(parts.limits.sessions, parts.limits.sessionsPerHolder);
  return {
    voices: parts.voices,
    strict: parts.strict,
    authenticate: (credential) => parts.access.authenticate(credential),
    grant: (holder, ttlSeconds) => parts.access.grant(holder, ttlSeconds),
    async open(options) {
      parts.checkFormat(options.format);
      const voice = parts.voices.resolve(options.voice, options);
      const synthesizer = parts.synthesizers.get(voice.synthesizer);
      if (synthesizer === undefined) {
        throw new SpeechError('voice-not-found', `the engine of voice ${voice.id} is not running`);
      }
      const leave = admission.enter(options.holder);
      const session = new Session({
        synthesizer,
        request: {
          voice,
          language: options.language ?? voice.language,
          speed: options.speed ?? 1,
          sampleRate: options.format.sampleRate,
        },
        createEncoder: (start) => parts.createEncoder(options.format, start),
        timestamps: options.timestamps ?? false,
        paced: options.paced ?? false,
        survivesFailure: options.survivesFailure ?? false,
        limits: parts.limits,
        clock: parts.clock,
        onClose: leave,
      });
      return parts.observe(session, options);
    },
  };
}

/** Counts who is inside: all sessions, and each holder's. */
class Admission {
  readonly #max: number;
  readonly #maxPerHolder: number;
  readonly #inside = new Map<string, number>();
  #total = 0;

  constructor(max: number, maxPerHolder: number) {
    this.#max = max;
    this.#maxPerHolder = maxPerHolder;
  }

  /** Returns how to leave. Throws `overloaded` or `rate-limited`. */
  enter({ id }: Holder): () => void {
    const count = this.#inside.get(id) ?? 0;
    if (this.#total >= this.#max)
      throw new SpeechError('overloaded', `all ${this.#max} sessions are taken; try again later`);
    if (count >= this.#maxPerHolder) {
      throw new SpeechError('rate-limited', `this key has ${count} sessions open, which is its limit`);
    }
    this.#total += 1;
    this.#inside.set(id, count + 1);
    return () => {
      this.#total -= 1;
      const left = (this.#inside.get(id) ?? 1) - 1;
      if (left === 0) this.#inside.delete(id);
      else this.#inside.set(id, left);
    };
  }
}
