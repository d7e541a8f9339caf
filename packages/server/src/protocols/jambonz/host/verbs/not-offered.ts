/** Verbs that jambonz has and we have not: an application that uses one is told, and goes on. */
import { z } from 'zod';
import { common, defineVerb, type Verb } from './verb.js';

export const unofferedVerbs = [
  'agent',
  'conference',
  'deepgram_s2s',
  'dequeue',
  'dial',
  'dialogflow',
  'dub',
  'elevenlabs_s2s',
  'enqueue',
  'google_s2s',
  'gptlive_s2s',
  'leave',
  'lex',
  'listen',
  'llm',
  'message',
  'openai_s2s',
  'qwen_s2s',
  'rasa',
  'room',
  's2s',
  'sip:refer',
  'sip:request',
  'stream',
  'transcribe',
  'transfer',
  'ultravox_s2s',
];

/** Whatever its properties are. */
export function notOffered(name: string): Verb {
  return defineVerb({
    name,
    properties: z.looseObject(common),
    run: (_, stage) => stage.complain('verb not offered', `${name} is not offered here; the next verb is run`),
  });
}
