/** `glottis serve`: runs the server until it is told to stop. */

import { type Config, configFields, loadConfig } from '../config/config.js';
import { describeFields } from '../config/describe.js';
import { exposureNotice, metricsNotice } from '../config/exposure.js';
import { flagOptions } from '../config/flags.js';
import type { Command, RunningServer, World } from './command.js';
import { readOnlyFlags } from './flags.js';

/** Listens until it is told to stop. */
export const serve: Command = {
  name: 'serve',
  summary: 'runs the server',

  async help(world) {
    const { schemas } = await world.library();
    return `Usage: glottis serve [flags]

Settings come from defaults, then glottis.config.json (.js, .mjs; or the file that --config
or GLOTTIS_CONFIG names), then the environment, then flags; the later ones win.
--strict is short for --profile strict. --no-… turns off what is on or off.

${describeFields(configFields(schemas))}`;
  },

  async run(args, world) {
    const library = await world.library();
    const flags = readOnlyFlags(args, flagOptions(configFields(library.schemas)));
    const { directory, environment } = world;
    const config = await loadConfig(library.schemas, { directory, environment, flags });
    const server = await library.startServer(config);
    const stopped = untilStopped(server, config, world);
    await world.messages.write(welcome(server, config, world));
    await stopped;
    return 0;
  },
};

function welcome({ url, example, page }: RunningServer, config: Config, { version }: World): string {
  const lines = [
    `Glottis ${version} listens on ${url}`,
    page && `Open ${page} to hear it.`,
    exposureNotice(config),
    metricsNotice(config, url),
    example && `Try: ${example}`,
  ];
  return lines
    .filter((line) => line !== undefined)
    .map((line) => `${line}\n`)
    .join('');
}

/** The first request to stop lets sessions finish; the second ends the process where it stands. */
function untilStopped(server: RunningServer, { drainSeconds }: Config, world: World): Promise<void> {
  return new Promise((resolve, reject) => {
    let stopping = false;
    world.onStop(() => {
      if (stopping) return world.exit(1);
      stopping = true;
      const notice = `Stopping when all is spoken, in ${drainSeconds} s at the latest. Once more stops now.\n`;
      world.messages.write(notice).catch(() => undefined); // nobody reads it: that must not keep us from stopping
      server.drain().then(resolve, reject);
    });
  });
}
