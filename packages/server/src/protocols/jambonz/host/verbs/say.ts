/** `say`: speaks a text, or what is streamed. */
import { z } from 'zod';
import { synthesizerSchema } from '../casting.js';
import { shortList } from '../short-list.js';
import { loopSchema, roundsOf } from '../speech/loop.js';
import { piecesOf } from '../speech/pieces.js';
import { playPrompt } from '../speech/prompt.js';
import { streamSpeech } from '../speech/streamed.js';
import type { Stage } from './stage.js';
import { common, defineVerb } from './verb.js';

const maxTexts = 500;

/** Also those of a prompt within another verb. */
export const sayProperties = z
  .strictObject({
    ...common,
    text: z.union([z.string(), shortList(z.string(), { max: maxTexts })]).optional(),
    stream: z.boolean().optional(),
    loop: loopSchema,
    synthesizer: synthesizerSchema.optional(),
    earlyMedia: z.boolean().optional(),
    // Nothing is cached, voices take no instructions, and a stream ends with its text whatever this says.
    instructions: z.string().optional(),
    disableTtsCache: z.boolean().optional(),
    closeStreamOnEmpty: z.boolean().optional(),
  })
  .refine(({ text, stream }) => text !== undefined || stream === true, {
    error: 'a say has `text`, or `stream: true`',
  });

export type SayProperties = z.output<typeof sayProperties>;

export const say = defineVerb({ name: 'say', properties: sayProperties, run: runSay });

/** Settles when all of it has been heard, or the signal aborted. */
export async function runSay(properties: SayProperties, stage: Stage): Promise<void> {
  const { text, stream, loop, synthesizer, earlyMedia: isEarly } = properties;
  const pieces = piecesOf(text);
  const cast = stage.cast(synthesizer);
  const canStream = pieces.some(({ type }) => type === 'words') && roundsOf(loop) === 1;
  if (stream || (stage.settings.autoStreamTts && canStream)) return streamSpeech(pieces, cast, stage, isEarly);
  return playPrompt({ pieces, rounds: roundsOf(loop), cast, isEarly }, stage);
}
