import { MessageChannel } from 'node:worker_threads';
import { afterEach, describe, expect, it } from 'vitest';
import { SpeechError } from '../../errors.js';
import type { Voice } from '../../voices/voice.js';
import type { ComputeEngine, EnginePiece, SpeakTask } from '../segment-engine.js';
import { type Channel, createWanted, threadChannel } from './channel.js';
import { connect, type NearEnd } from './connect.js';
import type { FromFarEnd, ToFarEnd } from './messages.js';
import { serve } from './serve.js';

const voice: Voice = { id: 'v', name: 'V', synthesizer: 'test', language: 'en', gender: 'neutral' };
const open: MessageChannel[] = [];

afterEach(() => {
  for (const { port1 } of open.splice(0)) port1.close();
});

/** Both ends over a real MessagePort, as threads have it; with or without memory in common. */
async function linked(engine: ComputeEngine, options: { readonly shared: boolean } = { shared: true }) {
  const ports = new MessageChannel();
  open.push(ports);
  const wanted = createWanted();
  const near = threadChannel<ToFarEnd, FromFarEnd>(ports.port1, wanted);
  const far = threadChannel<FromFarEnd, ToFarEnd>(ports.port2, wanted);
  const end = <Out, In>(channel: Channel<Out, In>) => (options.shared ? channel : { ...channel, wanted: undefined });
  let nearEnd: NearEnd | undefined;
  const voices = await new Promise<readonly Voice[]>((resolve) => {
    nearEnd = connect(end(near), resolve);
    serve(engine, [voice], end(far));
  });
  return { voices, nearEnd: nearEnd! };
}

function task(text: string): SpeakTask {
  return { text, boundary: 'sentence', request: { voice, language: 'en', speed: 1, sampleRate: 24_000 }, dueMs: 0 };
}

function piece(...samples: number[]): EnginePiece {
  return { pcm: { samples: Int16Array.from(samples), sampleRate: 8000 }, words: [] };
}

/** Runs a task to its end; `onPiece` may abort it. */
function listen(nearEnd: NearEnd, text: string, onPiece: (abort: () => void) => void = () => {}) {
  const pieces: EnginePiece[] = [];
  const ended = new Promise<SpeechError | undefined>((resolve) => {
    const run = nearEnd.run(task(text), {
      piece(received) {
        pieces.push(received);
        onPiece(() => run.abort());
      },
      end: resolve,
    });
  });
  return { pieces, ended };
}

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('a link', () => {
  it('says which voices the far end has, when it is ready', async () => {
    const { voices } = await linked({ speak: () => undefined });
    expect(voices).toEqual([voice]);
  });

  it('hands out what the engine emits, in order, words and all, and then the end', async () => {
    const words = [{ from: 0, to: 2, startMs: 0, endMs: 0.25 }];
    const { nearEnd } = await linked({
      speak({ text }, emit) {
        emit({ ...piece(text.length, 1), words });
        emit(piece(3));
      },
    });
    const run = listen(nearEnd, 'hi');
    expect(await run.ended).toBeUndefined();
    expect(run.pieces).toEqual([{ ...piece(2, 1), words }, piece(3)]);
  });

  it('moves the samples instead of copying them', async () => {
    const made = piece(1, 2, 3);
    const { nearEnd } = await linked({ speak: (_, emit) => void emit(made) });
    const run = listen(nearEnd, 'hi');
    await run.ended;
    expect(made.pcm.samples.length).toBe(0);
    expect(Array.from(run.pieces[0]!.pcm.samples)).toEqual([1, 2, 3]);
  });

  it('leaves memory alone that holds more than the samples', async () => {
    const memory = Int16Array.from([1, 2, 3, 4]);
    const { nearEnd } = await linked({
      speak: (_, emit) => void emit({ pcm: { samples: memory.subarray(1, 3), sampleRate: 8000 }, words: [] }),
    });
    const run = listen(nearEnd, 'hi');
    await run.ended;
    expect(Array.from(memory)).toEqual([1, 2, 3, 4]);
    expect(Array.from(run.pieces[0]!.pcm.samples)).toEqual([2, 3]);
  });

  it('carries words without samples, and no piece that has neither', async () => {
    const words = [{ from: 0, to: 2, startMs: 0, endMs: 10 }];
    const { nearEnd } = await linked({ speak: (_, emit) => void (emit(piece()) && emit({ ...piece(), words })) });
    const run = listen(nearEnd, 'hi');
    expect(await run.ended).toBeUndefined();
    expect(run.pieces).toHaveLength(1);
  });

  it('carries the code and the message of a SpeechError', async () => {
    const { nearEnd } = await linked({
      speak() {
        throw new SpeechError('voice-not-found', 'there is no voice "x"');
      },
    });
    expect(await listen(nearEnd, 'hi').ended).toMatchObject({
      code: 'voice-not-found',
      message: 'there is no voice "x"',
    });
  });

  it('calls any other error synthesis-failed, and keeps where it came from as the cause', async () => {
    const { nearEnd } = await linked({ speak: () => Promise.reject(new TypeError('secret detail')) });
    const error = await listen(nearEnd, 'hi').ended;
    expect(error).toMatchObject({ code: 'synthesis-failed', message: 'the engine failed' });
    expect(error?.cause).toContain('secret detail');
  });

  it('fails a task that cannot be sent, and goes on with the next', async () => {
    const { nearEnd } = await linked({ speak: (_, emit) => void emit(piece(1)) });
    const unsendable = { ...task('hi'), extra: () => undefined };
    const error = await new Promise((resolve) => {
      nearEnd.run(unsendable, { piece: () => undefined, end: resolve });
    });
    expect(error).toMatchObject({ code: 'synthesis-failed' });
    expect(await listen(nearEnd, 'hi').ended).toBeUndefined();
  });

  it.each([{ shared: true }, { shared: false }])(
    'stops an engine that waits between its pieces: %o',
    async (options) => {
      let refused = false;
      const { nearEnd } = await linked(
        {
          async speak(_, emit) {
            while (emit(piece(1))) await nextTurn();
            refused = true;
          },
        },
        options,
      );
      const run = listen(nearEnd, 'hi', (abort) => abort());
      expect(await run.ended).toBeUndefined();
      expect(refused).toBe(true);
    },
  );

  it('does not begin a task that was aborted before it came, and takes the next', async () => {
    const begun: string[] = [];
    const { nearEnd } = await linked({ speak: ({ text }) => void begun.push(text) });
    await new Promise<void>((resolve) => {
      nearEnd.run(task('aborted'), { piece: () => undefined, end: () => resolve() }).abort();
    });
    await listen(nearEnd, 'wanted').ended;
    expect(begun).toEqual(['wanted']);
  });

  it('keeps several tasks apart on a channel that carries several', async () => {
    const { nearEnd } = await linked(
      {
        async speak({ text }, emit) {
          for (const character of text) {
            emit(piece(character.charCodeAt(0)));
            await nextTurn();
          }
        },
      },
      { shared: false },
    );
    const [first, second] = [listen(nearEnd, 'abc'), listen(nearEnd, 'xy')];
    await Promise.all([first.ended, second.ended]);
    const letters = (pieces: readonly EnginePiece[]) =>
      String.fromCharCode(...pieces.map(({ pcm }) => pcm.samples[0]!));
    expect([letters(first.pieces), letters(second.pieces)]).toEqual(['abc', 'xy']);
  });
});
