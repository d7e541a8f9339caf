/** Many calls in a process of their own, each on its own line, which plays in real time: how late frames are, how far the
 *  lines drift, and what that costs. Prints `figures: ` and `PacedFigures` as JSON.
 *
 *  Arguments: how many there are, and for how many milliseconds calls, lines and timers are watched. */

import { setTimeout as pause } from 'node:timers/promises';
import { testSpeech, toneSynthesizer } from 'glottis/testing';
import { systemClock } from '../../packages/server/dist/clock.js';
import { createLine } from '../../packages/server/dist/protocols/jambonz/host/line/create-line.js';
import type { Line } from '../../packages/server/dist/protocols/jambonz/host/line/line.js';
import { createMetronome } from '../../packages/server/dist/protocols/jambonz/host/line/metronome.js';
import { createPaceRecord, type Pace, type PaceRecord } from './pace-record.js';
import { answer } from './texts.js';

export interface PacedFigures {
  /** Timers of Node's that do nothing. */
  readonly timers: Pace;
  /** Lines on which audio is played that was there before. */
  readonly lines: Pace;
  /** Lines with a speech session each. */
  readonly calls: Pace;
}

/** Begins number `index`, which notes what it does; the returned function ends it. */
type Begin = (record: PaceRecord, index: number) => () => void;

const sampleRate = 8000;
const frameMs = 20;
/** They begin spread over this time, so that no two are in step but by chance. */
const arrivalMs = 4_000;
/** A character lasts whole frames, so every frame is due exactly when it is heard. */
const msPerCharacter = 3 * frameMs;

const [count = 0, callsMs = 0, linesMs = 0, timersMs = 0] = process.argv.slice(2).map(Number);
const speech = await testSpeech({ synthesizer: toneSynthesizer({ sampleRate, msPerCharacter }) });
const holder = await speech.authenticate(undefined);
const metronome = createMetronome(systemClock, frameMs);

const figures: PacedFigures = {
  timers: await watch(bareTimer, timersMs),
  lines: await watch(onLine(readyAudio), linesMs),
  calls: await watch(onLine(spoken), callsMs),
};
console.log(`figures: ${JSON.stringify(figures)}`);

/** Begins all of them, and watches them once they are all there. */
async function watch(begin: Begin, holdMs: number): Promise<Pace> {
  const record = createPaceRecord(count, Math.ceil(1.1 * count * (holdMs / frameMs)));
  const ends: (() => void)[] = [];
  for (const from = performance.now(); ends.length < count; await pause(1)) {
    const due = Math.min(count, (count * (performance.now() - from)) / arrivalMs);
    while (ends.length < due) ends.push(begin(record, ends.length));
  }
  record.start();
  await pause(holdMs);
  const pace = record.stop();
  for (const end of ends) end();
  return pace;
}

/** What the machine can do at best: a timer that is set anew from when it was due. */
function bareTimer(record: PaceRecord, index: number): () => void {
  let dueMs = performance.now() + frameMs;
  let timer = setTimeout(tick, frameMs);
  function tick(): void {
    record.note(index, dueMs, frameMs);
    dueMs += frameMs;
    timer = setTimeout(tick, dueMs - performance.now());
  }
  return () => clearTimeout(timer);
}

/** A line, and what `speak` plays on it; the function that `speak` returns ends that. */
function onLine(speak: (line: Line, index: number) => () => void): Begin {
  return (record, index) => {
    const openedAt = systemClock.now();
    const hear = ({ length }: Int16Array, atMs: number) =>
      record.note(index, openedAt + atMs, (length * 1000) / sampleRate);
    const line = createLine({ sampleRate, metronome, phone: { hear, hush: () => undefined } });
    const end = speak(line, index);
    return () => {
      end();
      line.close();
    };
  };
}

function readyAudio(line: Line): () => void {
  const track = line.openTrack();
  const piece = new Int16Array(sampleRate / 10);
  let isOver = false;
  const play = async () => {
    while (!isOver) await track.write(piece);
  };
  void play();
  return () => {
    isOver = true;
  };
}

/** One answer after the other, each a turn; the next one is there before the last one ends. */
function spoken(line: Line, index: number): () => void {
  const opened = speech.open({
    holder,
    protocol: 'bench',
    voice: 'tone/en/female',
    format: { encoding: 'linear16', container: 'none', sampleRate },
  });
  const play = async () => {
    const session = await opened;
    const track = line.openTrack();
    let next = index;
    const ask = () => {
      session.append(answer(next));
      session.flush();
      next += 1;
    };
    ask();
    ask();
    for await (const event of session) {
      if (event.type === 'audio') await track.write(samplesOf(event.data));
      if (event.type !== 'flushed') continue;
      void track.rest();
      ask();
    }
  };
  void play();
  return () => void opened.then((session) => session.close());
}

function samplesOf({ buffer, byteOffset, byteLength }: Uint8Array): Int16Array {
  return new Int16Array(buffer, byteOffset, byteLength / 2);
}
