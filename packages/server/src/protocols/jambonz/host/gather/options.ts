/** What an application may say about how it listens: in a `gather`, and in the `bargeIn` of a `config`. Hooks, prompts and ids
 *  belong to the verbs, which extend these schemas by them. */
import { z } from 'zod';
import { shortList } from '../short-list.js';

const count = z.number().min(0);
const seconds = z.number().min(0);

const both = {
  numDigits: count.optional(),
  minDigits: count.default(1),
  maxDigits: count.optional(),
  finishOnKey: z.string().optional(),
  interDigitTimeout: seconds.default(0),
  dtmfBargein: z.boolean().optional(),
  minBargeinWordCount: count.default(1),
};

/** What a recogniser would be told; of all that, what is typed needs the language only. */
const recognizer = z.looseObject({ language: z.string().optional() });

export const gatherOptions = z.strictObject({
  ...both,
  input: shortList(z.string(), { max: 10 }).default(['digits']),
  timeout: seconds.default(15),
  bargein: z.boolean().default(false),
  listenDuringPrompt: z.boolean().default(true),
  recognizer: recognizer.optional(),
  // Of no use where words are typed.
  speechTimeout: seconds.optional(),
  fillerNoise: z.unknown().optional(),
  actionHookDelayAction: z.unknown().optional(),
});

export const bargeInOptions = z.strictObject({
  ...both,
  enable: z.boolean().optional(),
  sticky: z.boolean().default(false),
  input: shortList(z.string(), { max: 10 }).default(['speech']),
});

export type BargeInOptions = z.output<typeof bargeInOptions>;

/** How to listen, whoever asked for it. All times are in seconds. */
export interface Listening {
  /** `digits`, `speech`, or both; anything else is never heard. */
  readonly input: readonly string[];
  /** 0: for ever. */
  readonly timeout: number;
  /** So many digits are complete, as are `maxDigits`. 0 or nothing: as many as come. */
  readonly numDigits?: number;
  readonly maxDigits?: number;
  /** Fewer are not taken when time is up. */
  readonly minDigits: number;
  readonly finishOnKey?: string;
  /** How long to wait for one more digit, once there are enough. 0: as long as there is time at all. */
  readonly interDigitTimeout: number;
  /** Whether a key interrupts. Where it is not said: if digits are wanted. */
  readonly dtmfBargein?: boolean;
  /** Whether speech interrupts. */
  readonly bargein: boolean;
  readonly minBargeinWordCount: number;
  readonly listenDuringPrompt: boolean;
  readonly recognizer?: { readonly language?: string };
}

/** What listens in the background has all the time there is, and interrupts. */
export function inBackground(options: BargeInOptions): Listening {
  return { ...options, timeout: 0, bargein: true, listenDuringPrompt: true };
}
