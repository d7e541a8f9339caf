#!/usr/bin/env node
/** The command line: hands the process to the command that was asked for. */

import { readFileSync } from 'node:fs';
import process from 'node:process';
import { systemClock } from '../clock.js';
import type { Config } from '../config/config.js';
import type { Sink, World } from './command.js';
import { run } from './run.js';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

const world: World = {
  version,
  directory: process.cwd(),
  environment: process.env,
  // Opened when it is read: not every process has one.
  get input() {
    return process.stdin;
  },
  output: toSink(process.stdout),
  messages: { ...toSink(process.stderr), isTTY: process.stderr.isTTY },
  now: systemClock.now,
  after: systemClock.after,
  exit: (code) => process.exit(code),
  onStop(callback) {
    const signals = ['SIGINT', 'SIGTERM'] as const;
    for (const signal of signals) process.on(signal, callback);
    return () => {
      for (const signal of signals) process.off(signal, callback);
    };
  },
  async library() {
    const [server, { createLog }] = await Promise.all([import('../server.js'), import('../telemetry/log.js')]);
    // Standard output belongs to the audio and the lists.
    const logTo = ({ logLevel }: Config) => createLog({ level: logLevel, destination: process.stderr });
    return {
      schemas: await server.optionSchemas(),
      startServer: (config) => server.serve(config),
      startSpeech: (config) => server.startSpeech(config, { log: logTo(config), brief: true }),
      startCalls: (config) => server.startCalls(config, { log: logTo(config), brief: true }),
    };
  },
};

// An input that nobody reads any longer, such as a terminal, would keep the process alive.
process.exit(await run(process.argv.slice(2), world));

function toSink(stream: NodeJS.WriteStream): Sink {
  // A reader that went away is told to whoever writes; without a listener it would end the process.
  stream.on('error', () => undefined);
  return {
    write: (data) =>
      new Promise((resolve, reject) => {
        stream.write(data, (error) => (error ? reject(error) : resolve()));
      }),
  };
}
