/** Goes through one call, from placing it to the exit code. */

import { deferred } from '../deferred.js';
import type { CallOrder, CallPhone, CallState, PlacedCall, RunningCalls } from './calls.js';
import type { World } from './command.js';
import { type Deed, perform, typedDeed } from './deeds.js';
import { createNarrator, type Narrator, noNarrator } from './narrator.js';
import { printable } from './printable.js';
import type { Recording } from './recording.js';
import { decoded } from './text-input.js';
import { linesOf } from './text-lines.js';
import { createTurns, type Turns } from './turns.js';

export interface Attendance {
  /** In this order, each in its turn. */
  readonly deeds: readonly Deed[];
  /** Whether that is all. */
  readonly hangsUp: boolean;
  readonly isQuiet: boolean;
  readonly recording: Recording;
}

/** Writes a line for whoever runs the command. */
type Tell = (line: string) => void;

const failure = 1;
const interrupted = 130;

/** Settles with 0 for a call that was answered, 1 for one that was not, 130 for one that Ctrl-C ended. Throws what is wrong with
 *  the order, or with writing the audio. */
export async function attend(
  calls: RunningCalls,
  order: Omit<CallOrder, 'phone' | 'observer'>,
  { deeds, hangsUp, isQuiet, recording }: Attendance,
  world: World,
): Promise<number> {
  // That nobody reads it ends no call, and what the application has to say commands no terminal.
  const tell = (line: string) => void world.messages.write(`${printable(line)}\n`).catch(() => undefined);
  const turns = createTurns(world);
  const narrator = isQuiet ? noNarrator : createNarrator(tell, world.now);
  const watcher = createWatcher(narrator, tell);
  const call = calls.place({ ...order, phone: listening(recording, turns), observer: watcher });
  const stops = hangUpOnStop(call, world);
  void watcher.answered.then(() => {
    void inTurn(call, hangsUp ? [...deeds, { type: 'hangup' }] : deeds, turns, tell);
    void asTyped(call, world, tell);
  });
  try {
    await Promise.race([call.ended, recording.failed]);
  } finally {
    call.hangUp();
    await call.ended;
    turns.stop();
    stops.ignore();
    narrator.end();
    await recording.close();
  }
  if (recording.durationMs > 0) narrator.note(`${(recording.durationMs / 1000).toFixed(1)} s were recorded`);
  return stops.wasStopped() ? interrupted : exitCode(watcher.last(), tell);
}

function listening(recording: Recording, turns: Turns): CallPhone {
  return {
    sampleRate: recording.sampleRate,
    hear(samples, atMs) {
      turns.heard();
      recording.hear(samples, atMs);
    },
    hush: recording.hush,
  };
}

/** Remembers how the call goes, and has it told. */
function createWatcher(narrator: Narrator, tell: Tell) {
  const { promise: answered, resolve: answer } = deferred();
  let last: CallState | undefined;
  return {
    answered,
    last: () => last,
    onSent: narrator.sent,
    onReceived: narrator.received,
    onProblem: tell,
    onStatus(state: CallState) {
      last = state;
      if (state.callStatus === 'in-progress') answer();
    },
  };
}

/** The first request to stop hangs up; the second ends the process where it stands. */
function hangUpOnStop(call: PlacedCall, world: World) {
  let isStopped = false;
  const ignore = world.onStop(() => {
    if (isStopped) return world.exit(interrupted);
    isStopped = true;
    call.hangUp();
  });
  return { ignore, wasStopped: () => isStopped };
}

async function inTurn(call: PlacedCall, deeds: readonly Deed[], turns: Turns, tell: Tell): Promise<void> {
  for (const deed of deeds) {
    await turns.mine();
    attempt(() => perform(call, deed), tell);
  }
}

async function asTyped(call: PlacedCall, { input }: World, tell: Tell): Promise<void> {
  try {
    for await (const line of linesOf(decoded(input))) {
      attempt(() => {
        const deed = typedDeed(line);
        if (deed) perform(call, deed);
      }, tell);
    }
  } catch (error) {
    tell(explained(error));
  }
}

/** What cannot be done is told, and the rest is done. */
function attempt(act: () => void, tell: Tell): void {
  try {
    act();
  } catch (error) {
    tell(explained(error));
  }
}

function explained(error: unknown): string {
  return `glottis: ${error instanceof Error ? error.message : String(error)}`;
}

function exitCode(last: CallState | undefined, tell: Tell): number {
  if (last?.callStatus === 'completed') return 0;
  const { callStatus = 'failed', sipStatus = '', sipReason = '' } = last ?? {};
  tell(`glottis: the call was not answered: ${callStatus} ${sipStatus} ${sipReason}`.trimEnd());
  return failure;
}
