/** A language model that is none: it follows a few rules, always the same, and writes like one. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Settings } from './env-vars.js';
import { isGoodbye, type Message, type Model } from './message.js';

export function scriptedModel({ restaurant, tokensPerSecond }: Settings): Model {
  return async function* (messages, signal) {
    for (const token of replyTo(messages, restaurant).match(/\s*\S{1,5}/g) ?? []) {
      await pause(1000 / tokensPerSecond, undefined, { signal });
      yield token;
    }
  };
}

/** Only what was said counts, so that a question nobody heard is not answered. */
function replyTo(messages: readonly Message[], restaurant: string): string {
  const [previous, last] = messages.slice(-2).map(({ content }) => content);
  const caller = last ?? '';
  const people = /\b(\d+|one|two|three|four|five|six|seven|eight|nine|ten)\b/i.exec(caller)?.[0];
  if (isGoodbye(caller)) return `Thank you for calling ${restaurant}. We look forward to seeing you. Goodbye!`;
  if (people && previous?.includes('how many')) {
    return `A table for ${people}, tonight at eight: it is yours. Is there anything else?`;
  }
  if (/\b(open|close|hours?)\b|^1$/i.test(caller)) {
    return 'We are open from Tuesday to Sunday, from noon until ten in the evening. On Mondays we are closed.';
  }
  if (/\b(book|table|reserv\w*)\b|^2$/i.test(caller)) return 'With pleasure. For how many people?';
  if (/\bstory\b|^3$/i.test(caller)) return story;
  return 'I can tell you when we are open, book a table for you, or tell you a story. What would you like?';
}

/** Long enough to be interrupted. */
const story = `Once upon a time there was a cook who never said a word. Her soup was so good that people came over the mountains \
to taste it, and whoever had finished a bowl began to talk, and could not stop. One evening a king came in from the rain. He had \
not spoken since the day on which his brother sailed away, and his ministers had learned to read his eyebrows. The cook put a \
bowl in front of him. He ate slowly, he looked into the empty bowl, and he asked for bread. His ministers wept. Then he told the \
cook about his brother, and about the ship, and about the harbour where he had stood until it was dark. When he had said it all, \
it was morning. The cook took his hand, and for the first time in her life she spoke as well. She said: it needs more salt. And \
that is why there is salt on every table in this house.`;
