/** A connection, and what belongs to it for as long as it lasts. */
import { createSampleReader, type SampleReader } from '../../sound/samples.js';
import type { Connection, DriverEvent } from '../drivers/driver.js';
import { createFile, type ReceivedFile } from './received-file.js';
import type { Choice, ConversationParts } from './report.js';

export interface Line {
  readonly choice: Choice;
  readonly connection: Connection;
  /** Makes samples of the audio as it comes; undefined for compressed wholes, which are gathered in `file`. */
  readonly read: SampleReader | undefined;
  readonly file: ReceivedFile;
  /** Settles when text may be sent, or with false when it has ended before that. */
  readonly ready: Promise<boolean>;
  /** Audio since it began, or since it was last cleared. */
  receivedMs: number;
  /** When each flush that has no answer yet was sent. */
  flushes: number[];
  /** When no more text was announced. */
  finishedAtMs: number | undefined;
  /** What comes is of text that was interrupted. */
  isStale: boolean;
  /** An interruption that has no answer yet. */
  clearing: Clearing | undefined;
}

interface Clearing {
  /** When it was asked for. */
  readonly atMs: number;
  readonly playedMs: number;
  done(): void;
}

/** Dials. `hear` is told everything but that it is ready. */
export function openLine(
  choice: Choice,
  { connect }: Pick<ConversationParts, 'connect'>,
  hear: (line: Line, event: DriverEvent) => void,
): Line {
  let settle: (isReady: boolean) => void = () => {};
  const ready = new Promise<boolean>((resolve) => {
    settle = resolve;
  });
  const { coding } = choice.format;
  const line: Line = {
    choice,
    connection: connect(choice, (event) => {
      if (event.type === 'ready') return settle(true);
      hear(line, event);
      if (event.type === 'closed') settle(false);
    }),
    read: coding === 'file' ? undefined : createSampleReader(coding),
    file: createFile(),
    ready,
    receivedMs: 0,
    flushes: [],
    finishedAtMs: undefined,
    isStale: false,
    clearing: undefined,
  };
  return line;
}

/** Whether a line can serve: it speaks with what it was opened with, until somebody has ended it. */
export function serves(line: Line, choice: Choice): boolean {
  if (line.finishedAtMs !== undefined) return false;
  return (['driver', 'key', 'voice', 'language', 'speed', 'format'] as const).every(
    (name) => line.choice[name] === choice[name],
  );
}
