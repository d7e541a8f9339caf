/** The command line of the bench. */

import { parseArgs } from 'node:util';

export interface Options {
  /** A run of about a minute, to see whether something moved; its figures are not kept. */
  readonly quick: boolean;
  readonly peers: boolean;
  readonly help: boolean;
  /** Names of the scenarios to run; empty means all. */
  readonly only: readonly string[];
}

/** Throws TypeError for a flag it does not know. */
export function parseOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      peers: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true, default: [] },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const only = values.only.flatMap((names) => names.split(',')).filter((name) => name !== '');
  return { quick: values.quick, peers: values.peers, help: values.help, only };
}
