/** The same sentences through every door, one session at a time: no protocol may cost its listeners more than another. */

import { setTimeout as pause } from 'node:timers/promises';
import { audition } from '../audition.js';
import { doors, sameWork } from '../doors/index.js';
import { inTurn, type Turns } from '../in-turn.js';
import { type Interrupted, interrupt } from '../interrupt.js';
import { timesRow, valueRow } from '../rows.js';
import type { Row, Scenario } from '../scenario.js';
import { withServer } from '../server-process.js';
import { openSpeech, type SpeechClient } from '../speech-client.js';
import { summarize } from '../statistics.js';
import { sentence } from '../texts.js';
import { warm } from '../warm-server.js';

const fullRounds = { spoken: 150, interrupted: 50 };
/** A pause after each turn, drawn anew, so that no turn meets a timer in step. */
const pauseMs = { least: 1, most: 6 };
/** One text takes its session a tenth of a second to speak at the least. */
const manner = { speakingMs: { least: 5, most: 25 }, quietMs: 10 };

export const protocols: Scenario = {
  name: 'protocols',
  title: 'The same sentences through every protocol',
  run: ({ amount, progress }) =>
    withServer(async (server) => {
      progress('warming up');
      await warm(server, doors);
      const callers = await Promise.all(
        doors.map(async (door) => ({ door, client: await openSpeech(server.url, { door }) })),
      );
      for (let index = 0; index < 4; index += 1) await audition(callers, sentence(index));
      progress('speaking');
      const spoken = await inTurn(callers, amount(fullRounds.spoken), (client, index) =>
        speak(client, sentence(index)),
      );
      progress('interrupting');
      const interrupted = await inTurn(callers, amount(fullRounds.interrupted), (client, index) =>
        interrupt(client, index, manner),
      );
      await Promise.all(callers.map(({ client }) => client.finish()));
      return toRows(spoken, interrupted);
    }),
};

interface Spoken {
  readonly firstAudioMs: number;
  readonly flushedMs: number;
  /** From the last message of audio to the answer. */
  readonly afterAudioMs: number;
  /** Audio that came after the answer. */
  readonly staleBytes: number;
}

async function speak(client: SpeechClient, text: string): Promise<Spoken> {
  let firstAt: number | undefined;
  let lastAt: number | undefined;
  let staleBytes = 0;
  client.listen((_piece, at, last) => {
    if (!last) return; // most clients are given whole messages only
    firstAt ??= at;
    lastAt = at;
  });
  const countStale = (piece: Buffer): void => {
    staleBytes += piece.length;
  };
  const flushed = client.answered('flushed', () => client.listen(countStale));
  const sentAt = client.send({ type: 'append', text }, { type: 'flush' });
  const flushedAt = await flushed;
  await pause(pauseMs.least + Math.random() * (pauseMs.most - pauseMs.least));
  if (firstAt === undefined || lastAt === undefined) throw new Error('an utterance was silent');
  return {
    firstAudioMs: firstAt - sentAt,
    flushedMs: flushedAt - sentAt,
    afterAudioMs: flushedAt - lastAt,
    staleBytes,
  };
}

function toRows(spoken: Turns<Spoken>, interrupted: Turns<Interrupted>): Row[] {
  const stale = [...spoken.values(), ...interrupted.values()].flat().reduce((sum, turn) => sum + turn.staleBytes, 0);
  return [
    ...compared('first-audio', 'text → first audio', spoken, ({ firstAudioMs }) => firstAudioMs),
    ...compared('flushed', 'text → flush answered', spoken, ({ flushedMs }) => flushedMs),
    ...compared('after-audio', 'last audio → answered', spoken, ({ afterAudioMs }) => afterAudioMs),
    ...compared('cleared', 'clear → answered', interrupted, ({ clearedMs }) => clearedMs),
    valueRow('protocols-stale-bytes', 'any protocol: audio after the answer to a flush or clear', 'bytes', stale),
  ];
}

/** A row for each door, and how far those apart are that did the same. */
function compared<T>(id: string, label: string, turns: Turns<T>, time: (turn: T) => number): Row[] {
  const times = new Map([...turns].map(([door, done]) => [door, done.map(time)]));
  const middles = sameWork.map((door) => summarize(times.get(door.id)!).p50);
  const difference = Math.max(...middles) - Math.min(...middles);
  return [
    ...doors.map((door) => timesRow(`${id}-${door.id}`, `${door.label}: ${label}`, times.get(door.id)!)),
    valueRow(`${id}-difference`, `largest difference between protocols, p50: ${label}`, 'ms', difference),
  ];
}
