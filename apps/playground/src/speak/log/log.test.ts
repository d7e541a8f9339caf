import { expect, it } from 'vitest';
import { type Entry, messageEntry, openedEntry } from './entry.js';
import { createMessageLog, maxEntries } from './message-log.js';
import { shownText, transcriptOf } from './transcript.js';

const audio = (byteLength: number) => messageEntry('server', { byteLength }, 0);
const text = (from: 'client' | 'server', message: string) => messageEntry(from, message, 0);

function logged(...entries: readonly Entry[]): readonly Entry[] {
  const log = createMessageLog(() => {});
  for (const entry of entries) log.add(entry);
  return log.entries;
}

it('is copied in the form in which this project writes conversations down', () => {
  const entries = logged(
    openedEntry('ws://host/v1/speak', 0),
    text('client', '{"type":"Speak","text":"Hello"}'),
    audio(4800),
    audio(4800),
    text('server', '{"type":"Flushed","sequence_id":0}'),
    { type: 'closed', code: 1000, reason: '', atMs: 0 },
  );
  expect(transcriptOf(entries)).toBe(
    [
      '# ws://host/v1/speak',
      '> {"type":"Speak","text":"Hello"}',
      '< [audio]',
      '< {"type":"Flushed","sequence_id":0}',
      '< close 1000',
      '',
    ].join('\n'),
  );
});

it('shows how much audio came', () => {
  expect(logged(audio(4800)).map(shownText)).toEqual(['[audio 4,800 bytes]']);
  expect(logged(audio(4800), audio(200)).map(shownText)).toEqual(['[audio 5,000 bytes, 2 messages]']);
});

it('shows audio in JSON as audio', () => {
  const message = `{"type":"audio_chunk","data":"${btoa('x'.repeat(100))}","sequence":1}`;
  expect(shownText(text('server', message))).toBe('[audio 100 bytes]');
});

it('holds no key and no token', () => {
  const entries = [
    text('client', '{"X-API-Key":"a \\"secret\\" key","voice":"leah"}'),
    openedEntry('ws://host/tts?token=secret&x=1', 0),
  ];
  expect(transcriptOf(entries)).toBe('> {"X-API-Key":"…","voice":"leah"}\n# ws://host/tts?token=…&x=1\n');
});

it('keeps the newest messages, and no more than can be looked at', () => {
  const entries = logged(...Array.from({ length: maxEntries + 3 }, (_, index) => text('server', String(index))));
  expect(entries).toHaveLength(maxEntries);
  expect(entries.at(-1)).toMatchObject({ text: String(maxEntries + 2) });
});

it('shows a long message in part', () => {
  expect(shownText(text('server', 'x'.repeat(5000)))).toHaveLength(2000 + '… (5,000 characters)'.length);
});
