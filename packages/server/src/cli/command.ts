/** What a command of the command line is, and all it may touch: whatever it needs of the process is handed to it. */

import type { Config, OptionSchemas } from '../config/config.js';
import type { Environment } from '../config/environment.js';
import type { SpeechService } from '../session/speech.js';
import type { RunningCalls } from './calls.js';

/** One command of `glottis`. */
export interface Command {
  readonly name: string;
  /** For the list of commands. */
  readonly summary: string;
  /** All that `--help` says. */
  help(world: World): Promise<string>;
  /** Settles with the exit code. Throws a UsageError, a ConfigError or a SpeechError. */
  run(args: readonly string[], world: World): Promise<number>;
}

/** The process, as a command sees it. */
export interface World {
  readonly version: string;
  readonly directory: string;
  readonly environment: Environment;
  readonly input: AsyncIterable<Uint8Array | string> & { readonly isTTY?: boolean };
  readonly output: Sink;
  /** For people: progress, notices, errors. */
  readonly messages: Sink & { readonly isTTY?: boolean };
  /** Calls back for each request to stop (SIGINT, SIGTERM); the returned function ends that. */
  onStop(callback: () => void): () => void;
  /** Ends the process at once. */
  exit(code: number): void;
  /** Milliseconds, monotonic. */
  now(): number;
  /** Calls back once after `delayMs`; the returned function cancels it. */
  after(delayMs: number, callback: () => void): () => void;
  /** The server as a library; loaded when it is needed, since engines weigh much. */
  library(): Promise<Library>;
}

/** Where text or audio goes. */
export interface Sink {
  /** Settles when there is room for more; throws when nobody reads any longer. */
  write(data: Uint8Array | string): Promise<void>;
}

/** What the commands use of the server. */
export interface Library {
  readonly schemas: OptionSchemas;
  startServer(config: Config): Promise<RunningServer>;
  /** The engines without a listener, for a single answer: they start soon rather than be ready for many. */
  startSpeech(config: Config): Promise<RunningSpeech>;
  /** The same, and a way to applications. */
  startCalls(config: Config): Promise<RunningCalls>;
}

/** A server that takes clients. */
export interface RunningServer {
  /** With scheme, host, port and path prefix, without a slash at the end. */
  readonly url: string;
  /** One line for a shell that makes it speak; undefined when there is none. */
  readonly example: string | undefined;
  /** The page to try it on, for a browser; undefined when there is none. */
  readonly page: string | undefined;
  /** Finishes what is spoken, within the configured time, and closes. */
  drain(): Promise<void>;
}

/** Engines that are ready to speak. */
export interface RunningSpeech {
  readonly speech: SpeechService;
  close(): Promise<void>;
}
