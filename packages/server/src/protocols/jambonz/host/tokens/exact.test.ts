import { expect, it } from 'vitest';
import { exactDesk } from './buffer.test.kit.js';

function open() {
  const desk = exactDesk();
  desk.open();
  return desk;
}

it('hands a whole sentence over at once, and its flush', () => {
  const { say, buffer, take } = open();
  say('Hello there.');
  expect(take()).toEqual(['Hello there.']);
  buffer.flush();
  expect(take()).toEqual(['<flush>']);
});

it('hands a sentence without a mark over with its flush, a second later', () => {
  const { say, buffer, take, clock } = open();
  say('Hello there my friend');
  buffer.flush();
  clock.advance(999);
  expect(take()).toEqual([]);
  clock.advance(1);
  expect(take()).toEqual(['Hello there my friend', '<flush>']);
});

it('waits up to two seconds after the last token where tokens dripped in', () => {
  const { say, take, clock } = open();
  say('Hello there ');
  clock.advance(10);
  say('my friend');
  clock.advance(1989);
  expect(take()).toEqual([]);
  clock.advance(1);
  expect(take()).toEqual(['Hello there my']);
});

it('never speaks the last word until something else comes', () => {
  const { say, buffer, take, clock } = open();
  say('Hello there my friend');
  clock.advance(60_000);
  expect(take()).toEqual(['Hello there my']);
  buffer.flush();
  clock.advance(1000);
  expect(take()).toEqual([' friend', '<flush>']);
});

it('takes no full stop behind a digit for an end', () => {
  const { say, take } = open();
  say('It was 2024. Then');
  expect(take()).toEqual([]);
  say(' rain.');
  expect(take()).toEqual(['It was 2024. Then rain.']);
});

it('never speaks a number at the very end', () => {
  const { say, take, clock } = open();
  say('The answer is 42.');
  clock.advance(60_000);
  expect(take()).toEqual(['The answer is']);
});

it('finds no end before a closing quote', () => {
  const { say, take } = open();
  say('He said "go." Then left');
  expect(take()).toEqual([]);
});

it('takes an abbreviation for an end where it is the last one', () => {
  const { say, take } = open();
  say('Dr. Smith paid 3.50');
  expect(take()).toEqual(['Dr.']);
});

it('cuts behind the last end, not the first', () => {
  const { say, take } = open();
  say('One. Two! Three? Four');
  expect(take()).toEqual(['One. Two! Three?']);
});

it.each(['。', '！', '？'])('cuts behind %s whatever follows', (mark) => {
  const { say, take } = open();
  say(`早上${mark}好`);
  expect(take()).toEqual([`早上${mark}`]);
});

it.each(['؟', '۔'])('cuts behind %s before white space', (mark) => {
  const { say, take } = open();
  say(`نعم${mark} لا`);
  expect(take()).toEqual([`نعم${mark}`]);
});

it('cuts behind a blank line, which it breaks up, even after a digit', () => {
  const { say, take } = open();
  say('Item 1\n\nmore');
  expect(take()).toEqual(['Item 1\n \n']);
});

it('refuses one message of 1001 characters for ever, even when it is empty', () => {
  const { say, take, clock } = open();
  expect(say('a'.repeat(1001))).toBe('full');
  clock.advance(60_000);
  expect(say('a'.repeat(1001))).toBe('full');
  expect(take()).toEqual(['<stream_paused>']);
});

it('tells nobody to go on after a flush has drained it', () => {
  const { say, buffer, take, clock } = open();
  say(`${'word '.repeat(199)}word`);
  expect(say('more')).toBe('full');
  buffer.flush();
  clock.advance(1000);
  expect(take().filter((told) => told.startsWith('<'))).toEqual(['<stream_paused>', '<flush>']);
  say('A sentence.');
  expect(take()).toEqual(['A sentence.', '<stream_resumed>']);
});

it('is stuck with one long word', () => {
  const { say, take, clock } = open();
  say('a'.repeat(1000));
  expect(say('b')).toBe('full');
  clock.advance(60_000);
  expect(take()).toEqual(['<stream_paused>']);
});

it.each([
  [200, '<stream_resumed>'],
  [201, '<stream_paused>'],
])('with %i characters left after a sentence, the last announcement is %s', (left, last) => {
  const { say, open: begin, take } = exactDesk();
  say(`${'a'.repeat(999 - left)}. ${'b'.repeat(left - 1)}`);
  expect(say('c')).toBe('full');
  begin();
  expect(take().findLast((told) => told.startsWith('<'))).toBe(last);
});

it('sends every flush on when nothing waits', () => {
  const { buffer, take } = open();
  buffer.flush();
  buffer.flush();
  expect(take()).toEqual(['<flush>', '<flush>']);
});

it('takes two flushes in a row for one while text waits', () => {
  const { say, buffer, take, clock } = open();
  say('Hello there');
  buffer.flush();
  buffer.flush();
  clock.advance(1000);
  expect(take()).toEqual(['Hello there', '<flush>']);
});

it('loses a flush from before the stream was begun', () => {
  const { say, buffer, open: begin, take } = exactDesk();
  say('Hello there');
  buffer.flush();
  begin();
  expect(take()).toEqual([]);
});

it('keeps a flush while the voice is being opened, even one before any text', () => {
  const { say, buffer, open: begin, take } = exactDesk();
  buffer.connecting();
  buffer.flush();
  begin();
  expect(take()).toEqual(['<flush>']);
  buffer.stop();
  buffer.connecting();
  buffer.flush();
  say('Hello there');
  buffer.flush();
  begin();
  expect(take()).toEqual(['Hello there', '<flush>']);
});

it('ignores a clear before the stream is open, and speaks what is stale', () => {
  const { say, buffer, open: begin, take } = exactDesk();
  say('Stale.');
  buffer.clear();
  buffer.connecting();
  buffer.clear();
  begin();
  expect(take()).toEqual(['Stale.']);
});

it('tells nobody to go on who has cleared before the stream is open', () => {
  const { say, buffer, open: begin, take } = exactDesk();
  say(`${'a'.repeat(999)}.`);
  expect(say('b')).toBe('full');
  buffer.clear();
  begin();
  expect(take()).toEqual(['<stream_paused>', `${'a'.repeat(999)}.`]);
});

it('drops what waits at a clear, silently', () => {
  const { say, buffer, take, clock } = open();
  say('Hello there');
  buffer.flush();
  buffer.clear();
  clock.advance(60_000);
  expect(take()).toEqual(['<clear>']);
});

it('takes tokens after a stop, and speaks them when the next stream opens', () => {
  const { say, buffer, open: reopen, take } = open();
  buffer.stop();
  expect(say('Later.')).toBe('ok');
  reopen();
  expect(take()).toEqual(['Later.']);
});

it('keeps white space behind a flush while text waits, and may hand it over alone', () => {
  const { say, buffer, take, clock } = open();
  say('Hello');
  buffer.flush();
  say(' ');
  buffer.flush();
  clock.advance(1000);
  expect(take()).toEqual(['Hello', '<flush>', ' ', '<flush>']);
});

it('waits with its text until the voice has room', async () => {
  const { say, take, setRoom, clock } = open();
  await setRoom(3);
  say('One sentence.');
  clock.advance(5000);
  expect(take()).toEqual([]);
  await setRoom(100);
  expect(take()).toEqual(['One sentence.']);
});

it('leaves a failed state by a stop only', () => {
  const { buffer, say } = exactDesk();
  buffer.failed('connection to custom:ours failed');
  buffer.connecting();
  expect(say('Hello.')).toBe('connection to custom:ours failed');
});
