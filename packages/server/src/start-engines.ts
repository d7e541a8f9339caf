/** Starts the engines that the configuration names: all of them, or none. */

import { systemClock } from './clock.js';
import type { Config } from './config/config.js';
import { ConfigError } from './config/config-error.js';
import { createSynthesizer } from './synthesizers/index.js';
import type { Synthesizer } from './synthesizers/synthesizer.js';
import type { Log } from './telemetry/log.js';

export interface EngineTools {
  readonly log: Log;
  /** A single answer is wanted: start soon rather than be ready for many. */
  readonly brief: boolean;
}

/** The engines in the configuration's order. Rejects with what the first one that failed says, and with a ConfigError for
 *  two of one name; those that had started are closed by then. */
export async function startEngines(config: Config, tools: EngineTools): Promise<readonly Synthesizer[]> {
  const attempts = Object.entries(config.engines).map(([entry, settings]) => start(entry, settings, tools));
  const outcomes = await Promise.allSettled(attempts);
  const started = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? outcome.value : []));
  try {
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
    refuseSameNames(started);
    return started;
  } catch (error) {
    await closeEngines(started);
    throw error;
  }
}

export async function closeEngines(engines: readonly Synthesizer[]): Promise<void> {
  await Promise.all(engines.map((engine) => engine.close()));
}

function start(entry: string, { use, ...options }: Config['engines'][string], { log, brief }: EngineTools) {
  const choice = { use: typeof use === 'string' ? use : entry, options, directory: process.cwd() };
  const warn = (message: string, err?: unknown) => log.warn({ synthesizer: entry, err }, message);
  return createSynthesizer(choice, { clock: systemClock, brief, warn });
}

/** Voices say by name whose they are. */
function refuseSameNames(engines: readonly Synthesizer[]): void {
  const names = engines.map(({ name }) => name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw new ConfigError(`two engines are called "${twice}"; leave one out`);
}
