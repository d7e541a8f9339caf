/** A process in memory, for the tests of the commands. */

import { z } from 'zod';
import type { Clock } from '../clock.js';
import { fakeClock } from '../testing/fake-clock.js';
import { type TestSpeechOptions, testSpeech } from '../testing/test-speech.js';
import type { Library, RunningServer, World } from './command.js';
import { run } from './run.js';

export interface TestWorldOptions {
  readonly input?: World['input'];
  readonly isTTY?: boolean;
  readonly environment?: World['environment'];
  readonly directory?: string;
  readonly speech?: TestSpeechOptions;
  readonly startServer?: Library['startServer'];
  readonly startCalls?: Library['startCalls'];
  /** Stands still unless a test moves it. */
  readonly clock?: Clock;
  readonly onMessage?: () => void;
  /** Sees everything that goes to standard output; what it throws, the writer gets. */
  readonly onOutput?: (data: Uint8Array | string) => void;
}

/** What a command did. */
export interface TestWorld {
  run(...args: string[]): Promise<number>;
  /** As Ctrl-C does. */
  stop(): void;
  readonly output: () => Buffer;
  readonly messages: () => string;
  readonly exits: readonly number[];
}

export const testSchemas = {
  protocols: { wire: { options: z.object({ ending: z.enum(['soft', 'hard']).default('soft') }) } },
  engines: { tone: { options: z.object({}) } },
};

export function testWorld(options: TestWorldOptions = {}): TestWorld {
  const { clock = fakeClock() } = options;
  const output: Buffer[] = [];
  const messages: string[] = [];
  const exits: number[] = [];
  const stops = new Set<() => void>();
  const world: World = {
    version: '1.2.3',
    directory: options.directory ?? '/nowhere',
    environment: options.environment ?? {},
    input: options.input ?? nothing(),
    output: {
      async write(data) {
        options.onOutput?.(data);
        output.push(Buffer.from(data));
      },
    },
    messages: {
      isTTY: options.isTTY ?? false,
      async write(data) {
        messages.push(String(data));
        options.onMessage?.();
      },
    },
    now: clock.now,
    after: clock.after,
    exit: (code) => void exits.push(code),
    onStop(callback) {
      stops.add(callback);
      return () => stops.delete(callback);
    },
    library: async () => ({
      schemas: testSchemas,
      startServer: options.startServer ?? (async () => unusedServer),
      startSpeech: async () => ({ speech: await testSpeech(options.speech), close: async () => undefined }),
      startCalls: options.startCalls ?? (() => Promise.reject(new Error('no calls are placed in this test'))),
    }),
  };
  return {
    run: (...args) => run(args, world),
    stop: () => {
      for (const callback of stops) callback();
    },
    output: () => Buffer.concat(output),
    messages: () => messages.join(''),
    exits,
  };
}

const unusedServer: RunningServer = {
  url: 'http://127.0.0.1:8080',
  example: undefined,
  page: undefined,
  drain: async () => undefined,
};

async function* nothing(): AsyncGenerator<string> {}
