/** The far end of a link: an engine, and the tasks that come over the channel. */

import { SpeechError } from '../../errors.js';
import type { Voice } from '../../voices/voice.js';
import type { ComputeEngine, EnginePiece, SpeakTask } from '../segment-engine.js';
import type { Channel } from './channel.js';
import type { Failure, FromFarEnd, ToFarEnd } from './messages.js';

/** Says that the engine is ready, with the voices that it has, and from then on speaks what comes.
 *  Call it when the engine is warm. */
export function serve(engine: ComputeEngine, voices: readonly Voice[], channel: Channel<FromFarEnd, ToFarEnd>): void {
  const running = new Map<number, { aborted: boolean }>();

  async function speak(id: number, task: SpeakTask): Promise<void> {
    const run = { aborted: false };
    running.set(id, run);
    const isWanted = () => !run.aborted && (!channel.wanted || Atomics.load(channel.wanted, 0) === id);
    const emit = (piece: EnginePiece) => {
      if (!isWanted()) return false;
      if (piece.pcm.samples.length + piece.words.length === 0) return true;
      const samples = alone(piece.pcm.samples);
      const pcm = { samples, sampleRate: piece.pcm.sampleRate };
      channel.send({ type: 'chunk', id, piece: { pcm, words: piece.words } }, [samples.buffer]);
      return true;
    };
    try {
      if (isWanted()) await engine.speak(task, emit);
      channel.send({ type: 'end', id });
    } catch (error) {
      channel.send({ type: 'failed', id, failure: toFailure(error) });
    } finally {
      running.delete(id);
    }
  }

  channel.onMessage((message) => {
    switch (message.type) {
      case 'speak':
        void speak(message.id, message.task);
        break;
      case 'abort': {
        const run = running.get(message.id);
        if (run) run.aborted = true;
        break;
      }
    }
  });
  channel.send({ type: 'ready', voices });
}

/** The samples in memory of their own, so that moving it takes nothing else along. */
function alone(samples: Int16Array): Int16Array<ArrayBuffer> {
  const { buffer, byteLength } = samples;
  const owned = buffer instanceof ArrayBuffer && buffer.byteLength === byteLength && byteLength > 0;
  return owned ? (samples as Int16Array<ArrayBuffer>) : new Int16Array(samples);
}

function toFailure(error: unknown): Failure {
  if (error instanceof SpeechError) return { code: error.code, message: error.message };
  const cause = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { code: 'synthesis-failed', message: 'the engine failed', cause };
}
