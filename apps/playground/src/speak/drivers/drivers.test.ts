import { describe, expect, it } from 'vitest';
import type { About } from '../../shell/about.js';
import { deepgram } from './deepgram.js';
import { dial } from './drivers.test.kit.js';
import { driversFor } from './index.js';
import { lmnt } from './lmnt.js';
import { slng } from './slng.js';

/** So much audio, in milliseconds, of 16 bit at 24 kHz. */
const audio = (milliseconds: number) => new Uint8Array(milliseconds * 48);
const about = (changes: Partial<About>): About => ({
  version: '',
  keyed: false,
  protocols: ['deepgram', 'lmnt', 'slng'],
  metrics: undefined,
  calls: false,
  ...changes,
});
const offered = (changes: Partial<About>) => driversFor(about(changes)).map(({ id }) => id);

describe('the list of drivers', () => {
  it('has those whose protocol the server speaks', () => {
    expect(offered({})).toEqual(['glottis', 'deepgram', 'lmnt', 'slng']);
    expect(offered({ protocols: ['slng', 'jambonz'] })).toEqual(['slng']);
  });

  it('has none that would have to put the key into an address', () => {
    expect(offered({ keyed: true })).toContain('slng');
    expect(offered({ keyed: true, protocols: ['slng'] })).toEqual([]);
  });
});

describe('Deepgram', () => {
  it('chooses by the query, and shows its key as a subprotocol', async () => {
    const { socket } = await dial(deepgram, { voice: 'aura-2-thalia-en', speed: 1.2 }, 'secret');
    expect(socket.url).toBe(
      'ws://host/v1/speak?model=aura-2-thalia-en&encoding=linear16&sample_rate=24000&speed=1.2&word_timestamps=true',
    );
    expect(socket.protocols).toEqual(['token', 'secret']);
  });

  it('counts times and offsets from the last clear, as the page does', async () => {
    const { connection, socket, events } = await dial(deepgram);
    socket.open();
    socket.say({ type: 'Metadata' });
    socket.say(audio(500));
    connection.clear(200);
    expect(socket.sent.at(-1)).toEqual({ type: 'Clear', playback_offset: { type: 'time_ms', value: 200 } });
    socket.say({ type: 'Cleared', text_spoken: 'One', text_remaining: ' two' });
    socket.say(audio(100));
    socket.say({ type: 'WordTimestamps', words: [{ word: 'New', start_ms: 510, end_ms: 600 }] });
    connection.clear(50);
    expect(socket.sent.at(-1)).toMatchObject({ playback_offset: { value: 550 } });
    expect(events.filter(({ type }) => type !== 'audio')).toEqual([
      { type: 'ready' },
      { type: 'cleared', heard: { spoken: 'One', remaining: ' two' } },
      { type: 'words', words: [{ text: 'New', startMs: 10, endMs: 100 }] },
    ]);
  });
});

describe('LMNT', () => {
  it('shows its key in the first message', async () => {
    const { socket } = await dial(lmnt, { language: 'de' }, 'secret');
    socket.open();
    expect(socket.url).not.toContain('secret');
    expect(socket.sent[0]).toMatchObject({ 'X-API-Key': 'secret', voice: 'leah', language: 'de', format: 'pcm_s16le' });
  });

  it('has times that begin anew with each flush run on', async () => {
    const { socket, events } = await dial(lmnt);
    socket.open();
    socket.say(audio(500));
    socket.say({ type: 'flush_complete', nonce: 1 });
    socket.say({ type: 'timestamps', timestamps: [{ text: 'two', start: 0.25, duration: 0.5 }] });
    expect(events.at(-1)).toEqual({ type: 'words', words: [{ text: 'two', startMs: 750, endMs: 1250 }] });
    socket.say({ type: 'reset_complete', nonce: 2 });
    socket.say({ type: 'timestamps', timestamps: [{ text: 'new', start: 0, duration: 1 }] });
    expect(events.at(-1)).toEqual({ type: 'words', words: [{ text: 'new', startMs: 0, endMs: 1000 }] });
  });

  it('ends with the words of the error that came before', async () => {
    const { socket, events } = await dial(lmnt);
    socket.open();
    socket.say({ type: 'error', error: { type: 'not_found_error', message: 'no such voice' } });
    socket.end(1002);
    expect(events).toEqual([{ type: 'closed', problem: 'no such voice' }]);
  });
});

describe('SLNG', () => {
  it('puts a granted token into the address, never the key', async () => {
    const { socket } = await dial(slng, {}, 'secret');
    expect(socket.url).toBe('ws://host/v1/bridges/unmute/tts/deepgram/aura:2?token=granted');
  });

  it('reads audio in Base64, and as it is', async () => {
    const { socket, events } = await dial(slng);
    socket.open();
    socket.say({ type: 'audio_chunk', data: btoa('\x01\x02'), sequence: 1 });
    socket.say(Uint8Array.of(3, 4));
    expect(events).toEqual([
      { type: 'audio', bytes: Uint8Array.of(1, 2) },
      { type: 'audio', bytes: Uint8Array.of(3, 4) },
    ]);
  });

  it('has times that begin anew with each turn run on', async () => {
    const { socket, events } = await dial(slng);
    socket.open();
    socket.say(audio(500));
    socket.say({ type: 'audio_end', duration: 0.5 });
    socket.say({ type: 'timestamps', word_timestamps: { words: ['two'], start: [0.1], end: [0.2] } });
    expect(events.at(-1)).toEqual({ type: 'words', words: [{ text: 'two', startMs: 600, endMs: 700 }] });
  });

  it('closes behind the last audio, as its close would drop it', async () => {
    const { connection, socket } = await dial(slng);
    socket.open();
    connection.finish();
    expect(socket.sent.at(-1)).toEqual({ type: 'flush' });
    socket.say({ type: 'audio_end', duration: 1 });
    expect(socket.sent.at(-1)).toEqual({ type: 'close' });
  });
});

describe.each([deepgram, lmnt, slng])('$title', (driver) => {
  it('says what it knows of a refusal: nothing, and where to look', async () => {
    const { socket, events } = await dial(driver);
    socket.end(1006);
    expect(events).toEqual([{ type: 'closed', problem: expect.stringContaining('log') }]);
  });

  it('passes over what it does not understand', async () => {
    const { socket, events } = await dial(driver);
    socket.open();
    socket.say({ type: 'news' });
    socket.say([1]);
    expect(events).toEqual([]);
  });

  it('tells nothing after it was closed here', async () => {
    const { connection, socket, events } = await dial(driver);
    socket.open();
    connection.close();
    socket.say(audio(1));
    socket.end(1000);
    expect(events).toEqual([]);
  });
});
