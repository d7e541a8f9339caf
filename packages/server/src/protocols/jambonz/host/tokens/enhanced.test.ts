import { expect, it } from 'vitest';
import { enhancedDesk, idleMs } from './buffer.test.kit.js';

function open() {
  const desk = enhancedDesk();
  desk.open();
  return desk;
}

it('hands tokens over as they come, spaces and all', () => {
  const { say, take } = open();
  const tokens = ['Dr', '.', ' Smith', ' paid', ' ', '3', '.50', '.', ' ', 'Then'];
  for (const token of tokens) say(token);
  expect(take()).toEqual(tokens);
});

it('flushes an unfinished sentence at once', () => {
  const { say, buffer, take } = open();
  say('Hello there my friend');
  buffer.flush();
  expect(take()).toEqual(['Hello there my friend', '<flush>']);
});

it('keeps flushes from before the stream in their places', () => {
  const { say, buffer, open: begin, take } = enhancedDesk();
  say('One');
  buffer.flush();
  say('Two');
  buffer.connecting();
  buffer.flush();
  buffer.flush();
  say('Three');
  begin();
  expect(take()).toEqual(['One', '<flush>', 'Two', '<flush>', 'Three']);
});

it('passes a flush of nothing on to a voice that is there or being opened, and keeps none for a later one', () => {
  const { buffer, open: begin, take } = enhancedDesk();
  buffer.flush();
  begin();
  expect(take()).toEqual([]);
  buffer.flush();
  expect(take()).toEqual(['<flush>']);
  buffer.stop();
  buffer.connecting();
  buffer.flush();
  begin();
  expect(take()).toEqual(['<flush>']);
});

it('drops what waits at a clear before the stream is open', () => {
  const { say, buffer, open: begin, take } = enhancedDesk();
  say('Stale.');
  buffer.flush();
  buffer.clear();
  buffer.connecting();
  say('Stale too.');
  buffer.clear();
  say('Fresh.');
  begin();
  expect(take()).toEqual(['Fresh.']);
});

it('takes a message of 5000 characters whole when nothing waits, before there is a voice too', () => {
  const { say, open: begin, take } = enhancedDesk();
  const long = 'word '.repeat(1000);
  expect(say(long)).toBe('ok');
  begin();
  expect(say(long)).toBe('ok');
  expect(take()).toEqual([long, long]);
});

it('asks for a long message again only when it would be taken', async () => {
  const { say, take, setRoom } = open();
  await setRoom(0);
  for (let count = 0; count < 10; count += 1) say('x'.repeat(100));
  expect(say('y'.repeat(950))).toBe('full');
  await setRoom(900);
  expect(take().at(-1)).not.toBe('<stream_resumed>');
  await setRoom(100);
  expect(take().at(-1)).toBe('<stream_resumed>');
  expect(say('y'.repeat(950))).toBe('ok');
});

it.each([
  [799, '<stream_paused>'],
  [800, '<stream_resumed>'],
])('after %i of 1000 characters went to the voice, the last announcement is %s', async (room, last) => {
  const { say, take, setRoom } = open();
  await setRoom(0);
  for (let count = 0; count < 1000; count += 1) say('x');
  expect(say('y')).toBe('full');
  await setRoom(room);
  expect(take().findLast((told) => told.startsWith('<'))).toBe(last);
});

it('tells an application to go on after a flush has drained it, and takes the same message then', async () => {
  const { say, buffer, take, setRoom } = open();
  await setRoom(0);
  say('x'.repeat(1000));
  expect(say('again')).toBe('full');
  buffer.flush();
  await setRoom(Number.POSITIVE_INFINITY);
  expect(take().filter((told) => told.startsWith('<'))).toEqual(['<stream_paused>', '<stream_resumed>', '<flush>']);
  expect(say('again')).toBe('ok');
});

it('takes nothing that comes behind what was refused, however short, until it has told the application to go on', () => {
  const { say, open: begin, take } = enhancedDesk();
  say('x'.repeat(990));
  expect([say('twenty characters...'), say('short'), say(' ')]).toEqual(['full', 'full', 'full']);
  begin();
  expect(take()).toEqual(['<stream_paused>', 'x'.repeat(990), '<stream_resumed>']);
});

it('tells a paused application to go on when there is no voice, so that it learns why', () => {
  const { say, buffer, take } = enhancedDesk();
  say('x'.repeat(1000));
  say('y');
  buffer.failed('connection to custom:ours failed');
  expect(take()).toEqual(['<stream_paused>', '<stream_resumed>']);
  expect(say('y')).toBe('connection to custom:ours failed');
});

it('flushes all that it gave to the voice once no token has come for a while', () => {
  const { say, take, clock } = open();
  say('The answer is');
  clock.advance(idleMs - 1);
  say(' 42.');
  clock.advance(idleMs - 1);
  expect(take()).toEqual(['The answer is', ' 42.']);
  clock.advance(1);
  expect(take()).toEqual(['<flush>']);
  clock.advance(60_000);
  expect(take()).toEqual([]);
});

it('does not flush again what was flushed or cleared', () => {
  const { say, buffer, take, clock } = open();
  say('Hello');
  buffer.flush();
  say('there');
  buffer.clear();
  clock.advance(60_000);
  expect(take()).toEqual(['Hello', '<flush>', 'there', '<clear>']);
  expect(clock.waiting).toBe(0);
});

it('waits with the idle flush for text that the voice has no room for', async () => {
  const { say, take, clock, setRoom } = open();
  await setRoom(5);
  say('Hello');
  say(' there');
  clock.advance(60_000);
  expect(take()).toEqual(['Hello']);
  await setRoom(100);
  expect(take()).toEqual([' there']);
  clock.advance(idleMs);
  expect(take()).toEqual(['<flush>']);
});

it('drops white space behind a flush, and keeps it between words and sentences', () => {
  const { say, buffer, take } = open();
  for (const token of ['One.', ' ', 'Two.']) say(token);
  buffer.flush();
  for (const token of [' ', '\n', 'Three']) say(token);
  expect(take()).toEqual(['One.', ' ', 'Two.', '<flush>', 'Three']);
});

it('clears the voice behind the text that it was given, and speaks new tokens at once', async () => {
  const { say, buffer, take, setRoom } = open();
  await setRoom(5);
  say('Hello');
  say(' there');
  buffer.clear();
  await setRoom(100);
  say('Again');
  expect(take()).toEqual(['Hello', '<clear>', 'Again']);
});

it('begins anew with the next voice', () => {
  const { say, buffer, open: reopen, take, clock } = open();
  say('Hello');
  buffer.stop();
  clock.advance(60_000);
  say('Later');
  reopen();
  expect(take()).toEqual(['Hello', 'Later']);
});

it('tells nobody to go on when the stream ends, but when there is another one', () => {
  const { say, buffer, open: begin, take } = enhancedDesk();
  say('x'.repeat(1000));
  expect(say('y')).toBe('full');
  buffer.stop();
  expect(take()).toEqual(['<stream_paused>']);
  begin();
  expect(take()).toEqual(['<stream_resumed>']);
});

it('takes fresh tokens after a stop in a pause, and then tells nobody to go on', () => {
  const { say, buffer, open: begin, take } = enhancedDesk();
  say('x'.repeat(1000));
  expect(say('y')).toBe('full');
  buffer.stop();
  expect(say('Fresh.')).toBe('ok');
  begin();
  expect(take()).toEqual(['<stream_paused>', 'Fresh.']);
});

it('pauses an application again that fills the buffer after a stop in a pause', () => {
  const { say, buffer, open: begin, take } = enhancedDesk();
  say('x'.repeat(1000));
  expect(say('y')).toBe('full');
  buffer.stop();
  say('z'.repeat(1000));
  expect(say('y')).toBe('full');
  begin();
  expect(take()).toEqual(['<stream_paused>', '<stream_paused>', 'z'.repeat(1000), '<stream_resumed>']);
});

it.each([
  ['without tokens', { id: 9 }],
  ['without an id', { tokens: 'y' }],
  ['that are no text', { id: 9, tokens: 5 }],
])('tells nobody to go on whose latest tokens were refused for another reason: %s', (_, data) => {
  const { say, buffer, open: begin, take } = enhancedDesk();
  say('x'.repeat(1000));
  expect(say('y')).toBe('full');
  expect(buffer.accept(data).status).toBe('failed');
  begin();
  expect(take()).toEqual(['<stream_paused>', 'x'.repeat(1000)]);
});
