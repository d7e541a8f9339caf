/** The engine is JavaScript: it is slow until the compiler has seen it work. */

import type { Espeak } from './espeak.js';

/** Speaks varied sentences and throws the sound away. After a dozen the first sound comes within a few milliseconds;
 *  after some hundred and fifty, which take one or two seconds, the engine is three times as fast again. */
export function warmUp(espeak: Espeak, count = 160): void {
  const steps = warmingUp(espeak);
  for (let step = 0; step < count; step += 1) steps.next();
}

/** The same without end, a sentence for each `next()`, for pauses between tasks. `goOn` is asked several times within a
 *  sentence: when it says no, the sentence is left there. */
export function* warmingUp(espeak: Espeak, goOn: () => boolean = () => true): Generator<void, never, void> {
  const voice = espeak.voices.find(({ language }) => language === 'en-US') ?? espeak.voices[0];
  for (let count = 0; ; count += 1) {
    const text = sentences[count % sentences.length]!;
    const gender = count % 2 === 0 ? 'female' : 'male';
    const boundary = count % 3 === 0 ? 'clause' : 'sentence';
    if (voice) espeak.speak(text, { voice: voice.id, gender, timbre: count, boundary }, goOn);
    yield;
  }
}

const sentences = [
  'The quick brown fox jumps over the lazy dog today.',
  'How can I help you, and what would you like to do next?',
  'Your order of 24 items, at $19.99 each, arrives on Tuesday at 5:30 p.m.!',
  'She sells sea shells by the sea shore; this is thick, rough, and smooth.',
  'Thank you for calling. Please hold while we look for your account.',
  'Wait... is the weather in Reykjavik really that unusual?',
  "I'm afraid we don't have that in stock, but we've got something similar.",
  'A pleasant voyage through the vast, measured, azure oceans.',
  'Judge Chambers juggled jars of orange juice and cherries.',
  'Email me at support@example.com, or visit our web page.',
  'Young boys enjoy playing with noisy, bouncing, yellow toys.',
  'Goodbye, and have a wonderful day.',
];
