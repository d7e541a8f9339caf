import { describe, expect, it } from 'vitest';
import { sampleRate, startCall, told } from '../call/call.test.kit.js';
import { bytes16, file, hosts, wavFile } from '../play/sounds.test.kit.js';

const tag = { verb: 'tag', data: { after: true } };
const url = 'https://sounds.example/a.wav';
/** 100 milliseconds, all samples alike. */
const loudness = 1000;
const sound = file(wavFile(bytes16(Array.from({ length: sampleRate / 10 }, () => loudness))));
const [open, closed, empty] = ['open', 'closed', 'empty'].map((event) => `tts:streaming-event stream_${event}`);

type Talk = Awaited<ReturnType<typeof startCall>>;

async function start(verbs: readonly unknown[], mode: 'enhanced' | 'exact' = 'enhanced') {
  const { outgoing, asked } = hosts({ [url]: sound });
  const talk = await startCall([...verbs, tag], { tools: { outgoing }, options: { mode } });
  return { ...talk, asked };
}

/** What was heard, one after the other. */
function parts({ heard }: Pick<Talk, 'heard'>): readonly string[] {
  const slots: string[] = [];
  for (const { atMs, samples } of heard) slots[Math.round(atMs / 20)] = kindOf(samples);
  const kinds = Array.from(slots, (kind = 'silence') => kind);
  return kinds.filter((kind, at) => kind !== kinds[at - 1]);
}

function kindOf(samples: Int16Array): string {
  if (samples.every((sample) => sample === 0)) return 'silence';
  return samples.filter((sample) => sample === loudness).length > samples.length / 2 ? 'sound' : 'words';
}

describe('a streamed say of words and sounds', () => {
  const mixed = { verb: 'say', text: ['One two.', url, 'Three.', 'silence_stream://500', 'Four five.'] };

  it.each([
    ['of its own', [{ ...mixed, stream: true }], 'enhanced', [open, empty, closed]],
    ['of every say', [{ verb: 'config', autoStreamTts: true }, mixed], 'enhanced', [open, empty, closed]],
    [
      'of the whole call',
      [
        { verb: 'config', ttsStream: { enable: true } },
        { ...mixed, stream: true },
      ],
      'enhanced',
      [open, empty],
    ],
    ['that copies jambonz', [{ ...mixed, stream: true }], 'exact', [open]],
  ] as const)('lets each be heard in its place, in a stream %s', async (_, verbs, mode, events) => {
    const talk = await start(verbs, mode);
    await talk.pass(2500);
    const heard = parts(talk).filter((part, at, all) => part !== 'silence' || all[at + 1] === 'words');
    expect(heard.join(' ')).toMatch(/^words (silence )?sound (silence )?words silence words$/);
    expect(talk.heardMs()).toBeGreaterThan((8 + 6 + 10) * 50 + 100 - 150);
    expect(told(talk.app.messages).slice(3)).toEqual(events);
    expect(talk.call.info.customerData).toEqual({ after: true });
  });

  it('fetches a sound while the words before it are heard', async () => {
    const talk = await start([{ ...mixed, stream: true }]);
    await talk.settle();
    expect(talk.asked).toEqual([url]);
    expect(talk.heardMs()).toBeLessThan(100);
  });

  it('is empty when its last sound has been heard', async () => {
    const talk = await start([{ verb: 'say', stream: true, text: ['One two.', url] }]);
    await talk.pass(460);
    expect(told(talk.app.messages).at(-1)).toBe(open);
    await talk.pass(200);
    expect(parts(talk)).toEqual(['words', 'sound']);
    expect(told(talk.app.messages).slice(3)).toEqual([open, empty, closed]);
  });

  it('waits for no tokens behind a sound', async () => {
    const talk = await start([{ verb: 'say', stream: true, text: url }]);
    await talk.pass(300);
    expect(parts(talk)).toEqual(['sound']);
    expect(talk.call.info.customerData).toEqual({ after: true });
  });

  it('goes on without a sound that cannot be played, and says so', async () => {
    const talk = await start([{ verb: 'say', stream: true, text: ['One.', `${url}?none`, 'Two.'], id: 'x' }]);
    await talk.pass(1000);
    const error = talk.app.messages.find(({ type }) => type === 'jambonz:error');
    expect(error!.data).toMatchObject({ msg: 'playback failed', verb: 'say', id: 'x' });
    expect(talk.synthesizer.calls.flatMap(({ tasks }) => tasks.map(({ text }) => text))).toEqual(['One.', 'Two.']);
    expect(talk.call.info.customerData).toEqual({ after: true });
  });

  it.each([300, 460])('is silent at once when it is killed, after %d ms', async (afterMs) => {
    const talk = await start([{ ...mixed, stream: true }]);
    await talk.pass(afterMs);
    const before = talk.heardMs();
    talk.app.command('redirect', [tag]);
    await talk.pass(1000);
    expect(talk.heardMs() - before).toBeLessThanOrEqual(20);
    expect(told(talk.app.messages).slice(3)).toEqual([open, closed]);
    expect(talk.call.info.customerData).toEqual({ after: true });
  });

  it('goes on with its next sound where the application has cleared its words', async () => {
    const talk = await start([{ verb: 'say', stream: true, text: ['One two three four.', url] }]);
    await talk.pass(200);
    talk.app.command('tts:clear');
    await talk.pass(300);
    expect(parts(talk)).toEqual(['words', 'sound']);
    expect(told(talk.app.messages).slice(3)).toEqual([open, closed]);
  });
});

it('a say of sounds alone is played, whatever is streamed', async () => {
  const talk = await start([
    { verb: 'config', autoStreamTts: true },
    { verb: 'say', text: url },
  ]);
  await talk.pass(300);
  expect(parts(talk)).toEqual(['sound']);
  expect(told(talk.app.messages).slice(3)).toEqual([]);
});
