/** The engine is JavaScript: it is slow until the compiler has seen it work. */

import type { Espeak } from './espeak.js';

/** Speaks a dozen varied sentences twice (about half a second of work) and throws the sound away, so that the first
 *  listener is served as fast as the hundredth. Call it before a worker reports that it is ready. */
export function warmUp(espeak: Espeak): void {
  const voice = espeak.voices.find(({ language }) => language === 'en-US') ?? espeak.voices[0];
  if (voice === undefined) return;
  for (const gender of ['female', 'male'] as const) {
    for (const [index, sentence] of sentences.entries()) {
      const boundary = index % 3 === 0 ? 'clause' : 'sentence';
      espeak.speak(sentence, { voice: voice.id, gender, timbre: index, boundary }, () => true);
    }
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
