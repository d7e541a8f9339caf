/** A whole server inside the test's own process: the real engine, the real socket, a port of its own. */

import { type RunningServer, startServer } from 'glottis';
import { type Figures, figuresOf } from './figures.js';

/** The settings of a configuration file. */
export type Settings = NonNullable<Parameters<typeof startServer>[0]>;

export interface TestServer extends RunningServer {
  readonly figures: Figures;
}

/** Starts it with one worker of the engine and little warming up, which is enough for a test. */
export async function testServer(settings: Settings = {}): Promise<TestServer> {
  const server = await startServer({
    port: 0,
    logLevel: 'silent',
    engines: { embedded: { workers: 1, warmUpSentences: 12 } },
    ...settings,
  });
  return { ...server, figures: figuresOf(server.url) };
}
