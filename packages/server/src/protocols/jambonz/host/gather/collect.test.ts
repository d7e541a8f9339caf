import { expect, it } from 'vitest';
import { digits, gather, timeout } from './gather.test.kit.js';
import { gatherOptions } from './options.js';

it('takes as many digits as numDigits says, and no more', async () => {
  const { press, outcome } = gather({ numDigits: 2 });
  press('423');
  expect(await outcome).toEqual(digits('42'));
});

it('takes maxDigits for the end, too', async () => {
  const { press, outcome } = gather({ maxDigits: 3, finishOnKey: '#' });
  press('1234');
  expect(await outcome).toEqual(digits('123'));
});

it.each([
  ['42#', '42'],
  ['#', ''],
])('ends %s at finishOnKey, which is no digit itself', async (keys, text) => {
  const { press, outcome } = gather({ finishOnKey: '#' });
  press(keys);
  expect(await outcome).toEqual(digits(text));
});

it('waits interDigitTimeout after each digit, once there are minDigits', async () => {
  const { press, clock, outcome, isOver } = gather({ minDigits: 2, interDigitTimeout: 3, timeout: 10 });
  press('1');
  clock.advance(9000);
  press('2');
  clock.advance(2999);
  press('3');
  clock.advance(2999);
  expect(await isOver()).toBe(false);
  clock.advance(1);
  expect(await outcome).toEqual(digits('123'));
});

it('takes what there is when time is up, if it is enough', async () => {
  const { press, clock, outcome } = gather({ timeout: 5, minDigits: 2 });
  press('12');
  clock.advance(5000);
  expect(await outcome).toEqual(digits('12'));
});

it.each([
  ['1', { minDigits: 2 }],
  ['', { minDigits: 0 }],
])('says timeout after "%s" with %j', async (keys, options) => {
  const { press, clock, outcome } = gather({ timeout: 5, ...options });
  press(keys);
  clock.advance(5000);
  expect(await outcome).toEqual(timeout);
});

it('gives 15 seconds where nothing is said', async () => {
  const { clock, outcome, isOver } = gather({});
  clock.advance(14_999);
  expect(await isOver()).toBe(false);
  clock.advance(1);
  expect(await outcome).toEqual(timeout);
});

it('waits for ever with a timeout of 0', async () => {
  const { press, clock, outcome, isOver } = gather({ timeout: 0, numDigits: 1 });
  clock.advance(1e9);
  expect(await isOver()).toBe(false);
  press('7');
  expect(await outcome).toEqual(digits('7'));
});

it('ends at some length even where nothing else ends it', async () => {
  const { press, outcome } = gather({ timeout: 0 });
  press('1'.repeat(200));
  expect(await outcome).toEqual(digits('1'.repeat(128)));
});

it('counts time from the end of the prompt', async () => {
  const { clock, endPrompt, outcome, isOver } = gather({ timeout: 5 }, { prompt: true });
  clock.advance(60_000);
  await endPrompt();
  clock.advance(4999);
  expect(await isOver()).toBe(false);
  clock.advance(1);
  expect(await outcome).toEqual(timeout);
});

it('ends the prompt at the first key, and tells it once', async () => {
  const { press, bargeIns, endPrompt, clock, outcome } = gather({ timeout: 5, interDigitTimeout: 9 }, { prompt: true });
  press('1');
  expect(bargeIns).toEqual([{ type: 'dtmf', digit: '1' }]);
  await endPrompt();
  clock.advance(8999);
  press('2');
  clock.advance(9000);
  expect(await outcome).toEqual(digits('12'));
  expect(bargeIns).toHaveLength(1);
});

it('collects digits during the prompt without ending it, where dtmfBargein is off', async () => {
  const { press, bargeIns, outcome } = gather({ dtmfBargein: false, numDigits: 2 }, { prompt: true });
  press('12');
  expect(await outcome).toEqual(digits('12'));
  expect(bargeIns).toEqual([]);
});

it('hears nothing before the end of the prompt, where listenDuringPrompt is off', async () => {
  const { press, ear, bargeIns, endPrompt, outcome } = gather(
    { listenDuringPrompt: false, numDigits: 1, input: ['digits', 'speech'], bargein: true },
    { prompt: true },
  );
  press('1');
  ear.say('no', true);
  await endPrompt();
  press('2');
  expect(await outcome).toEqual(digits('2'));
  expect(bargeIns).toEqual([]);
});

it('gives nothing once it is aborted, and leaves nothing behind', async () => {
  const { press, clock, abort, outcome, bargeIns } = gather({ numDigits: 1, interDigitTimeout: 1 });
  abort();
  expect(await outcome).toBeUndefined();
  expect(clock.waiting).toBe(0);
  press('1');
  expect(bargeIns).toEqual([]);

  const late = gather({});
  late.press('1');
  late.clock.advance(15_000);
  await late.outcome;
  expect(late.clock.waiting).toBe(0);
});

it.each([{ numDigits: '2' }, { timeout: -1 }, { input: 'speech' }, { bargein: 1 }, { nonsense: true }])(
  'refuses %j',
  (options) => {
    expect(gatherOptions.safeParse(options).success).toBe(false);
  },
);
