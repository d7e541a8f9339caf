/** A whole server that is there at once: it speaks its first words more slowly, for who does not mind. */

import { type Settings, type TestServer, testServer } from './test-server.js';

export function quickServer(settings: Settings = {}): Promise<TestServer> {
  return testServer({ engines: { embedded: { workers: 1, warmUpSentences: 0 } }, ...settings });
}
