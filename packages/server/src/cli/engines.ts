/** The engines, for commands that need no listener. */

import { loadConfig } from '../config/config.js';
import type { FlagValues } from '../config/flags.js';
import type { SpeechService } from '../session/speech.js';
import type { World } from './command.js';

/** Starts the engines, hands them to `use`, and stops them when that is over. An unknown voice name is an error here: it was typed. */
export async function withSpeech<Result>(
  world: World,
  { config: file }: FlagValues,
  use: (speech: SpeechService) => Promise<Result>,
): Promise<Result> {
  const { directory, environment } = world;
  const { schemas, startSpeech } = await world.library();
  const flags = { config: file, 'log-level': 'error', 'voices-strict': true };
  const { speech, close } = await startSpeech(await loadConfig(schemas, { directory, environment, flags }));
  try {
    return await use(speech);
  } finally {
    await close();
  }
}
