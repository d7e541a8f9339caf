/** The engine is JavaScript: it is slow until the compiler has seen it work. */

import type { Espeak } from './espeak.js';

/** Speaks varied sentences and throws the sound away. After a dozen the first sound comes within a few milliseconds;
 *  after some hundred, which take one or two seconds, the engine is three times as fast again. */
export function warmUp(espeak: Espeak, count = 100): void {
  const voice = espeak.voices.find(({ language }) => language === 'en-US') ?? espeak.voices[0];
  if (voice === undefined) return;
  for (let index = 0; index < count; index += 1) {
    const text = sentences[index % sentences.length]!;
    const gender = index % 2 === 0 ? 'female' : 'male';
    const boundary = index % 3 === 0 ? 'clause' : 'sentence';
    espeak.speak(text, { voice: voice.id, gender, timbre: index, boundary }, () => true);
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
