import { BufferSource, EncodedPacketSink, Input, WEBM } from 'mediabunny';
import { MPEGDecoder } from 'mpg123-decoder';
import { describe, expect, it } from 'vitest';
import { call, finish, flush, isAudio, isOf, reset, type Setting, text } from './call.test.kit.js';

/** All audio of a session with two utterances, or with an interruption between them, as a client would write it to a file. */
async function file(setting: Setting, between: object = flush(1)): Promise<Buffer<ArrayBuffer>> {
  const talk = await call(setting);
  talk.say(text('Ten chars.'), flush(0));
  const answers = await talk.until(isOf('flush_complete'));
  talk.say(text('Ten more...'), between, text('The end of it. '), finish);
  answers.push(...(await talk.rest()));
  return Buffer.from(Buffer.concat(answers.filter(isAudio)));
}

const utterances = [flush(1), reset(1)];

describe('LMNT 10 the audio of a whole session is one file', () => {
  it.each(utterances)('of WebM, also over %o', async (between) => {
    const bytes = await file({ wishes: { format: 'webm' } }, between);
    const times = await packetTimes(bytes);
    expect(times.length).toBeGreaterThan(50);
    expect(times).toEqual(times.map((_, at) => at * 20));
  });

  it.each(utterances)('of MP3, also over %o', async (between) => {
    const bytes = await file({ wishes: { format: 'mp3', sample_rate: 16000 } }, between);
    const decoder = new MPEGDecoder();
    await decoder.ready;
    const { errors, sampleRate, samplesDecoded } = decoder.decode(bytes);
    decoder.free();
    expect(errors).toEqual([]);
    expect(sampleRate).toBe(16000);
    expect(samplesDecoded).toBeGreaterThan(16000);
  });

  it.each(utterances)('of µ-law, with one WAV header, also over %o', async (between) => {
    const bytes = await file({ wishes: { format: 'ulaw' } }, between);
    expect(bytes.toString('latin1', 0, 4)).toBe('RIFF');
    expect(bytes.indexOf('RIFF', 4, 'latin1')).toBe(-1);
    const text = 'Ten chars.The end of it. ';
    const dropped = between === utterances[0] ? 'Ten more...' : '';
    expect(bytes.length).toBe(44 + (text.length + dropped.length) * 400);
  });

  it('of µ-law without a header, where the operator wants it', async () => {
    const bytes = await file({ wishes: { format: 'ulaw' }, options: { bareUlaw: true } });
    expect(bytes.includes('RIFF')).toBe(false);
    expect(bytes.length % 400).toBe(0);
  });
});

async function packetTimes(bytes: Buffer<ArrayBuffer>): Promise<number[]> {
  const track = await new Input({ formats: [WEBM], source: new BufferSource(bytes) }).getPrimaryAudioTrack();
  if (track === null) throw new Error('there is no audio track');
  const times: number[] = [];
  for await (const { timestamp } of new EncodedPacketSink(track).packets()) times.push(Math.round(timestamp * 1000));
  return times;
}
