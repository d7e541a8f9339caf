import { expect, it } from 'vitest';
import { digits, gather, spoken, timeout } from './gather.test.kit.js';

it('gives partial results, and then the words', async () => {
  const { ear, partials, outcome } = gather({ input: ['speech'] });
  ear.say('what are', false);
  ear.say(' what are your hours ', true);
  expect(await outcome).toEqual({ reason: 'speechDetected', speech: spoken('what are your hours', true) });
  expect(partials).toEqual([spoken('what are', false)]);
});

it('names the language that the application wants', async () => {
  const { ear, outcome } = gather({ input: ['speech'], recognizer: { vendor: 'deepgram', language: 'de-DE' } });
  ear.say('ja', true);
  expect(await outcome).toMatchObject({ speech: { languageCode: 'de-DE' } });
});

it('takes nothing for words where there are none', async () => {
  const { ear, partials, clock, outcome } = gather({ input: ['speech'], timeout: 1 });
  ear.say('', false);
  ear.say('  ', true);
  clock.advance(1000);
  expect(await outcome).toEqual(timeout);
  expect(partials).toEqual([]);
});

it('gives the whole time again while the caller speaks', async () => {
  const { ear, clock, outcome, isOver } = gather({ input: ['speech'], timeout: 2 });
  clock.advance(1999);
  ear.say('well', false);
  clock.advance(1999);
  expect(await isOver()).toBe(false);
  clock.advance(1);
  expect(await outcome).toEqual(timeout);
});

it('hears words only where speech is wanted, and no more of them after a digit', async () => {
  const only = gather({ numDigits: 1 });
  only.ear.say('hello', true);
  only.press('1');
  expect(await only.outcome).toEqual(digits('1'));

  const either = gather({ input: ['digits', 'speech'], numDigits: 2 });
  either.press('1');
  either.ear.say('hello', true);
  either.press('2');
  expect(await either.outcome).toEqual(digits('12'));
});

it('lets enough words end the prompt, and fewer not', async () => {
  const options = { input: ['speech'], bargein: true, minBargeinWordCount: 2 };
  const { ear, bargeIns } = gather(options, { prompt: true });
  ear.interrupt();
  ear.say('please', false);
  expect(bargeIns).toEqual([]);
  ear.say('please stop', false);
  ear.say('please stop now', false);
  expect(bargeIns).toEqual([{ type: 'speech', speech: spoken('please stop', false) }]);
});

it('lets a voice without words end the prompt, unless more than one word is wanted', async () => {
  const { ear, bargeIns } = gather({ input: ['speech'], bargein: true }, { prompt: true });
  ear.interrupt();
  ear.say('stop', false);
  expect(bargeIns).toEqual([{ type: 'speech' }]);
});

it('interrupts nothing where bargein is off, or after the prompt has ended', async () => {
  const off = gather({ input: ['speech'] }, { prompt: true });
  off.ear.interrupt();
  off.ear.say('stop', true);
  await off.outcome;
  expect(off.bargeIns).toEqual([]);

  const late = gather({ input: ['speech'], bargein: true }, { prompt: true });
  await late.endPrompt();
  late.ear.interrupt();
  late.ear.say('stop', true);
  await late.outcome;
  expect(late.bargeIns).toEqual([]);
});
