import { describe, expect, it } from 'vitest';
import { spokenMs, startCall, told } from '../call/call.test.kit.js';
import { bytes16, file, hosts, wavFile } from '../play/sounds.test.kit.js';

const notify = { verb: 'config', notifyEvents: true };
const tag = { verb: 'tag', data: { after: true } };
type Talk = Awaited<ReturnType<typeof startCall>>;
const texts = ({ synthesizer }: Talk) => synthesizer.calls.flatMap(({ tasks }) => tasks.map(({ text }) => text));
/** 100 milliseconds. */
const url = 'https://sounds.example/a.wav';
const sound = () => file(wavFile(bytes16(Array.from({ length: 800 }, () => 1000))))();

describe('say', () => {
  it('tells how it goes, where the application wants to know', async () => {
    const talk = await startCall([notify, { verb: 'say', text: 'One two.', id: 'greeting' }]);
    await talk.pass(1000);
    const events = talk.app.messages.filter(({ type }) => type === 'verb:status').map(({ data }) => data);
    const own = { verb: 'say', id: 'greeting' };
    expect(events).toEqual([
      { event: 'finished', name: 'config' },
      { event: 'starting', name: 'say', id: 'greeting' },
      {
        ...{ event: 'synthesized-audio', ...own, vendor: 'custom:glottis', language: 'en-US' },
        ...{ served_from_cache: false, characters: 8, elapsed_time: expect.any(Number) },
      },
      { event: 'start-playback', ...own },
      { event: 'stop-playback', ...own },
      { event: 'finished', name: 'say', id: 'greeting' },
    ]);
  });

  it('tells nothing unless it is asked to, and no more when that is over', async () => {
    const talk = await startCall([
      { say: { text: 'Hi' } },
      notify,
      { config: { notifyEvents: false } },
      { answer: {} },
    ]);
    await talk.pass(500);
    expect(told(talk.app.messages).slice(3)).toEqual(['verb:status config finished', 'verb:status config starting']);
  });

  it.each([['Hello: welcome'], ['Total: 5'], ['https://example.com is where we are'], ['mailto:someone']])(
    'speaks %s',
    async (text) => {
      const talk = await startCall([{ verb: 'say', text }]);
      await talk.pass(500);
      expect(texts(talk).join('')).toContain(text.slice(0, 8));
    },
  );

  it('speaks SSML without its markup', async () => {
    const talk = await startCall([{ verb: 'say', text: ' <speak>One <emphasis>two</emphasis></speak>' }]);
    await talk.pass(500);
    expect(texts(talk)).toEqual(['One two']);
  });

  it('speaks an array in order, with silences and files between', async () => {
    const talk = await startCall([{ verb: 'say', text: ['One.', 'silence_stream://200', url, 'Two.'] }, tag], {
      tools: { outgoing: hosts({ [url]: sound }).outgoing },
    });
    await talk.pass(300);
    await talk.pass(300);
    expect(talk.call.info.customerData).toBeUndefined();
    await talk.pass(300);
    expect(texts(talk)).toEqual(['One.', 'Two.']);
    expect(talk.call.info.customerData).toEqual({ after: true });
    // Four letters each at 50 ms, and 100 ms of the file; the silence takes its time and sounds like nothing.
    expect(talk.heardMs()).toBeGreaterThan(470);
    expect(talk.heardMs()).toBeLessThanOrEqual(500);
    const last = talk.heard.at(-1)!;
    expect(last.atMs + last.samples.length / 8).toBeCloseTo(700, 0);
  });

  it('is over when its last sample has been heard, and not before', async () => {
    const talk = await startCall([{ verb: 'say', text: 'One two.' }, tag]);
    await talk.pass(spokenMs('One two.') - 20);
    expect(talk.call.info.customerData).toBeUndefined();
    await talk.pass(40);
    expect(talk.call.info.customerData).toEqual({ after: true });
  });

  it.each([
    [2, 2],
    ['3', 3],
    [0, 1],
    ['often', 1],
  ])('loop %s is so many times: %d', async (loop, times) => {
    const talk = await startCall([{ verb: 'say', text: 'Hi.', loop }]);
    await talk.pass(1000);
    expect(talk.synthesizer.calls.length).toBe(times);
  });

  it('loops for ever until it is killed', async () => {
    const talk = await startCall([{ verb: 'say', text: 'Hi.', loop: 'forever' }]);
    await talk.pass(1500);
    expect(talk.heardMs()).toBeGreaterThan(1300);
    talk.app.command('redirect', [tag]);
    await talk.pass(500);
    expect(talk.heardMs()).toBeLessThan(1600);
    expect(talk.call.info.customerData).toEqual({ after: true });
  });

  it('does not loop for ever over nothing', async () => {
    const talk = await startCall([{ verb: 'say', text: ['', ' '], loop: 'forever' }, tag]);
    await talk.settle();
    expect(talk.call.info.customerData).toEqual({ after: true });
  });

  it('goes on with the next text where one cannot be spoken, and says so', async () => {
    const talk = await startCall([{ verb: 'say', text: ['One.', 'Two.'], id: 'x' }, tag], {
      tones: { faults: [{ type: 'fail', atChunk: 0, call: 0 }] },
    });
    await talk.pass(1000);
    expect(talk.app.messages.at(-1)!.data).toEqual({
      ...{ msg: 'TTS error', verb: 'say', id: 'x' },
      ...{ details: 'the tone synthesizer was told to fail', error: 'the tone synthesizer was told to fail' },
    });
    expect(texts(talk)).toEqual(['One.', 'Two.']);
    expect(talk.call.info.customerData).toEqual({ after: true });
  });

  it('fetches a file once, however often it is played, and tells once where it is not there', async () => {
    const { outgoing, asked } = hosts({ [url]: sound });
    const text = [url, `${url}?none`, 'silence_stream://100'];
    const talk = await startCall([{ verb: 'say', text, loop: 'forever' }], { tools: { outgoing } });
    await talk.pass(2000);
    expect(talk.heardMs()).toBeGreaterThan(900);
    expect(asked).toEqual([url, `${url}?none`]);
    expect(told(talk.app.messages).filter((word) => word.startsWith('jambonz:error'))).toHaveLength(1);
  });

  it('takes twenty milliseconds at least for a round', async () => {
    const { outgoing } = hosts({ [url]: () => file(wavFile(bytes16([1000])))() });
    const talk = await startCall([{ verb: 'say', text: url, loop: 10 }, tag], { tools: { outgoing } });
    await talk.pass(160);
    expect(talk.call.info.customerData).toBeUndefined();
    await talk.pass(60);
    expect(talk.heard.flatMap(({ samples }) => [...samples]).filter((sample) => sample !== 0)).toHaveLength(10);
    expect(talk.call.info.customerData).toEqual({ after: true });
  });

  it('says why a file is not played', async () => {
    const talk = await startCall([{ verb: 'say', text: ['tone_stream://%(500,0,440)', url] }, tag]);
    await talk.settle();
    const errors = talk.app.messages.filter(({ type }) => type === 'jambonz:error').map(({ data }) => data);
    expect(errors).toMatchObject([{ msg: 'playback failed' }, { msg: 'playback failed', verb: 'say' }]);
    expect(talk.call.info.customerData).toEqual({ after: true });
  });

  it('sounds the same streamed or not', async () => {
    const plain = await startCall([{ verb: 'say', text: 'One two.' }]);
    const streamed = await startCall([{ verb: 'say', text: 'One two.', stream: true }]);
    const samples = async (talk: Talk) => {
      await talk.pass(600);
      return talk.heard.flatMap((piece) => [...piece.samples]);
    };
    const [one, other] = [await samples(plain), await samples(streamed)];
    expect(one.length).toBeGreaterThan(3000);
    expect(one).toEqual(other);
  });

  it('stops the engine when it is killed', async () => {
    const talk = await startCall([
      { verb: 'say', text: 'One two three four five six seven eight nine ten. '.repeat(4) },
    ]);
    await talk.pass(100);
    talk.app.command('redirect', []);
    await talk.settle();
    await talk.synthesizer.calls[0]!.ended;
    const before = talk.heardMs();
    await talk.pass(500);
    expect(talk.heardMs()).toBe(before);
  });
});
