/** What the tests of listening share: a gather, whoever it listens to, and what may come of it. */
import type { z } from 'zod';
import { deferred } from '../../../../deferred.js';
import { fakeClock } from '../../../../testing/fake-clock.js';
import { createEar } from '../create-ear.js';
import { collect } from './collect.js';
import type { BargeIn, Speech } from './collected.js';
import { gatherOptions } from './options.js';

export interface Setting {
  readonly prompt?: boolean;
}

/** A gather under way, by a clock that stands still. */
export function gather(options: z.input<typeof gatherOptions>, { prompt = false }: Setting = {}) {
  const ear = createEar();
  const clock = fakeClock();
  const stopping = new AbortController();
  const ended = deferred();
  const bargeIns: BargeIn[] = [];
  const partials: Speech[] = [];
  const outcome = collect(gatherOptions.parse(options), {
    ear,
    clock,
    language: 'en-GB',
    signal: stopping.signal,
    ...(prompt && { promptEnded: ended.promise }),
    onBargeIn: (bargeIn) => bargeIns.push(bargeIn),
    onPartial: (speech) => partials.push(speech),
  });
  let isOver = false;
  void outcome.then(() => {
    isOver = true;
  });
  const turn = () => new Promise(setImmediate);
  return {
    ear,
    clock,
    bargeIns,
    partials,
    outcome,
    press: (keys: string) => [...keys].forEach(ear.press),
    abort: () => stopping.abort(),
    async endPrompt() {
      ended.resolve();
      await turn();
    },
    async isOver() {
      await turn();
      return isOver;
    },
  };
}

export const digits = (text: string) => ({ reason: 'dtmfDetected', digits: text });
export const timeout = { reason: 'timeout' };
export const spoken = (transcript: string, isFinal: boolean) => ({
  languageCode: 'en-GB',
  channelTag: 1,
  isFinal,
  alternatives: [{ transcript, confidence: 1 }],
  vendor: { name: 'console', evt: {} },
});
