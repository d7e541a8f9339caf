import { expect, it } from 'vitest';
import type { z } from 'zod';
import { type Deferred, deferred } from '../../../../deferred.js';
import { fakeClock } from '../../../../testing/fake-clock.js';
import { createEar } from '../create-ear.js';
import { createBargeIn } from './barge-in.js';
import { bargeInOptions } from './options.js';

/** Listens in the background, and writes down what comes of it. Hooks are answered when the test says so. */
function background(options?: z.input<typeof bargeInOptions>) {
  const ear = createEar();
  const clock = fakeClock();
  const effects: unknown[] = [];
  const hooks: Deferred[] = [];
  const bargeIn = createBargeIn({
    ear,
    clock,
    language: () => 'en-US',
    effects: {
      killForeground: () => effects.push('kill'),
      announceStatus: ({ event }) => effects.push(event),
      cutAndTell: () => effects.push('cut'),
      hook(collected) {
        effects.push(said(collected));
        const hook = deferred();
        hooks.push(hook);
        return hook.promise;
      },
    },
  });
  const enable = (more?: z.input<typeof bargeInOptions>) =>
    bargeIn.enable(bargeInOptions.parse({ enable: true, ...more }));
  if (options) enable(options);
  const turn = () => new Promise(setImmediate);
  return {
    ...bargeIn,
    get isEnabled() {
      return bargeIn.isEnabled;
    },
    enable,
    ear,
    clock,
    /** What happened since it was last asked for. */
    async effects() {
      await turn();
      return effects.splice(0);
    },
    async answer() {
      hooks.shift()!.resolve();
      await turn();
    },
  };
}

/** A result in short: its words, its digits, or its reason. */
function said(collected: Parameters<Parameters<typeof createBargeIn>[0]['effects']['hook']>[0]): string {
  switch (collected.reason) {
    case 'speechDetected':
      return `hook ${collected.speech.alternatives[0]?.transcript}`;
    case 'dtmfDetected':
      return `hook ${collected.digits}`;
    case 'timeout':
      return 'hook timeout';
  }
}

const speech = ['kill', 'speech-bargein-detected', 'cut'];
const keys = ['dtmf-bargein-detected', 'cut', 'kill'];

it('interrupts at the first words, once, and tells all of them at the end', async () => {
  const { ear, effects } = background({});
  ear.say('what', false);
  expect(await effects()).toEqual(speech);
  ear.say('what now', false);
  ear.say('what now', true);
  expect(await effects()).toEqual(['hook what now']);
});

it('interrupts before it tells, where all words come at once', async () => {
  const { ear, effects } = background({});
  ear.say('stop', true);
  expect(await effects()).toEqual([...speech, 'hook stop']);
});

it('waits for as many words as the application wants to hear', async () => {
  const { ear, effects } = background({ minBargeinWordCount: 3 });
  ear.interrupt();
  ear.say('I would', false);
  expect(await effects()).toEqual([]);
  ear.say('I would like', false);
  expect(await effects()).toEqual(speech);
});

it('interrupts whenever the caller begins to speak without words, and not again for their rest', async () => {
  const { ear, effects } = background({ minBargeinWordCount: 0 });
  ear.interrupt();
  ear.interrupt();
  expect(await effects()).toEqual([...speech, ...speech]);
  ear.say('stop', true);
  expect(await effects()).toEqual(['hook stop']);
});

it('interrupts by keys in the order that is theirs, and collects them', async () => {
  const { ear, effects } = background({ input: ['digits'], numDigits: 2 });
  ear.press('4');
  expect(await effects()).toEqual(keys);
  ear.press('2');
  expect(await effects()).toEqual(['hook 42']);
});

it('interrupts by a key where only speech is told, if dtmfBargein says so', async () => {
  const { ear, effects } = background({ dtmfBargein: true });
  ear.press('1');
  expect(await effects()).toEqual(keys);

  const other = background({});
  other.ear.press('1');
  expect(await other.effects()).toEqual([]);
});

it('interrupts by the key that completes, where no other key may', async () => {
  const { ear, effects } = background({ input: ['digits'], dtmfBargein: false, finishOnKey: '#' });
  ear.press('4');
  expect(await effects()).toEqual([]);
  ear.press('#');
  expect(await effects()).toEqual([...keys, 'hook 4']);
});

it('listens once, unless it is sticky', async () => {
  const once = background({});
  once.ear.say('one', true);
  once.ear.say('two', true);
  expect(await once.effects()).toEqual([...speech, 'hook one']);
  expect(once.isEnabled).toBe(false);

  const sticky = background({ sticky: true });
  sticky.ear.say('one', true);
  await sticky.effects();
  await sticky.answer();
  sticky.ear.say('two', true);
  expect(await sticky.effects()).toEqual([...speech, 'hook two']);
});

it('loses nothing while the application thinks, and asks it one thing at a time', async () => {
  const { ear, effects, answer } = background({ sticky: true });
  ear.say('one', true);
  ear.say('two', true);
  expect(await effects()).toEqual([...speech, ...speech, 'hook one']);
  await answer();
  expect(await effects()).toEqual(['hook two']);
});

it('stops to listen while too much waits to be told, and goes on afterwards', async () => {
  const { ear, effects, answer } = background({ sticky: true });
  for (let count = 1; count <= 9; count += 1) ear.say(`${count}`, true);
  const before = await effects();
  expect(before.filter((effect) => effect === 'cut')).toHaveLength(8);
  await answer();
  ear.say('again', true);
  for (let count = 1; count <= 8; count += 1) await answer();
  const after = await effects();
  expect(after.filter((effect) => String(effect).startsWith('hook'))).toEqual([
    ...['2', '3', '4', '5', '6', '7', '8'].map((word) => `hook ${word}`),
    'hook again',
  ]);
});

it('hears nothing once it is disabled', async () => {
  const { ear, disable, effects } = background({ sticky: true });
  ear.say('on', false);
  await effects();
  disable();
  ear.say('only', true);
  ear.interrupt();
  expect(await effects()).toEqual([]);
});

it('goes on undisturbed when the same is enabled again, and begins anew for other input', async () => {
  const { ear, enable, effects } = background({ sticky: true });
  ear.say('I', false);
  await effects();
  enable();
  ear.say('I mean', false);
  expect(await effects()).toEqual([]);
  enable({ input: ['digits'], numDigits: 1 });
  ear.say('I mean it', true);
  expect(await effects()).toEqual([]);
  ear.press('1');
  expect(await effects()).toEqual([...keys, 'hook 1']);
});

it('takes over the time of a gather that comes meanwhile, if it hears what that one wants', async () => {
  const { adopt, clock, ear, effects } = background({ sticky: true, input: ['speech'] });
  expect(adopt({ input: ['digits', 'speech'], timeout: 5 })).toBe(true);
  clock.advance(5000);
  expect(await effects()).toEqual(['kill', 'hook timeout']);
  expect(clock.waiting).toBe(0);
  ear.say('hello', false);
  expect(await effects()).toEqual(speech);

  const other = background({ input: ['digits'] });
  expect(other.adopt({ input: ['speech'], timeout: 5 })).toBe(false);
  expect(background().adopt({ input: ['digits'], timeout: 5 })).toBe(false);
});
