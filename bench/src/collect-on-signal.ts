/** Loaded into the server under test: what it holds is known only once what it dropped has been collected. */

import { isMainThread } from 'node:worker_threads';

if (isMainThread) process.on('SIGUSR2', () => globalThis.gc?.());
