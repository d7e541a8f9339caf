import { describe, expect, it } from 'vitest';
import { startCall, told } from './call.test.kit.js';

const stream = { verb: 'config', ttsStream: { enable: true }, trackTtsPlayout: true };
const bargeIn = { enable: true, sticky: true, actionHook: '/caller', input: ['speech', 'digits'], numDigits: 1 };
const listening = { verb: 'config', trackTtsPlayout: true, bargeIn };
const gather = { verb: 'gather', input: ['speech', 'digits'], bargein: true, numDigits: 1, actionHook: '/caller' };
const say = { stream: true };
const sentence = 'One two three four five six seven eight nine ten. ';

const [closed, interrupted, spoken] = ['stream_closed', 'user_interruption', 'tts_spoken'].map(
  (event) => `tts:streaming-event ${event}`,
);
const [heardSpeech, heardKey] = ['speech', 'dtmf'].map((what) => `verb:hook /caller ${what}Detected`);

type Talk = Awaited<ReturnType<typeof startCall>>;

/** A call in which a sentence has begun to be heard. */
async function speaking(verbs: readonly unknown[]): Promise<Talk> {
  const talk = await startCall(verbs);
  await talk.app.tokens(1, sentence);
  await talk.pass(600);
  talk.news();
  return talk;
}

/** What the last `tts_spoken` says. */
const lastSpoken = ({ app }: Talk) => app.messages.filter(({ data }) => data.event_type === 'tts_spoken').at(-1)?.data;
const cutShort = { event_type: 'tts_spoken', text: expect.stringMatching(/^One two\b(?!.*ten)/), bargein: true };

describe('what the caller heard before they interrupted is told before what they said', () => {
  it.each([
    ['a background stream', [{ ...listening, ...stream }], [interrupted, spoken]],
    ['a streaming say', [listening, { verb: 'say', ...say }], [interrupted, spoken, closed]],
    [
      'a stream within a gather',
      [
        { ...listening, bargeIn: undefined },
        { ...gather, say },
      ],
      [interrupted, spoken, closed],
    ],
    ['a background stream beside a gather', [stream, gather], [interrupted, spoken]],
  ])('of %s', async (_, verbs, events) => {
    for (const [act, hook] of [
      [(talk: Talk) => talk.call.say('wait a moment', true), heardSpeech],
      [(talk: Talk) => talk.call.press('5'), heardKey],
    ] as const) {
      const talk = await speaking(verbs);
      act(talk);
      await talk.settle();
      const news = talk.news();
      expect(new Set(news)).toEqual(new Set([...events, hook]));
      expect(news.filter((word) => word !== closed)).toEqual([interrupted, spoken, hook]);
      if (events.includes(closed)) expect(news.indexOf(spoken!)).toBeLessThan(news.indexOf(closed!));
      expect(lastSpoken(talk)).toEqual(cutShort);
    }
  });

  it('though a gather only ends the stream, and interrupts nothing', async () => {
    const talk = await speaking([
      { verb: 'config', trackTtsPlayout: true },
      { ...gather, bargein: false, say },
    ]);
    talk.call.say('wait a moment', true);
    await talk.settle();
    expect(talk.news()).toEqual([spoken, closed, heardSpeech]);
    expect(lastSpoken(talk)).toEqual(cutShort);
  });

  it('and before a part of it is told', async () => {
    const talk = await speaking([stream, { ...gather, partialResultHook: '/partial' }]);
    talk.call.say('wait', false);
    await talk.settle();
    expect(talk.news()).toEqual([interrupted, spoken, 'verb:hook /partial speechDetected']);
  });

  it('and holds nothing back where nothing was heard', async () => {
    const talk = await startCall([{ ...listening, ...stream }]);
    talk.news();
    talk.call.say('hello', true);
    await talk.settle();
    expect(talk.news()).toEqual([interrupted, heardSpeech]);
  });
});

describe('what was heard of a stream is told before its end', () => {
  it('where other verbs take its place', async () => {
    const talk = await speaking([
      { verb: 'config', trackTtsPlayout: true },
      { verb: 'say', ...say },
    ]);
    const before = talk.heardMs();
    talk.app.command('redirect', [{ verb: 'pause', length: 1 }]);
    await talk.pass(500);
    expect(talk.news()).toEqual([spoken, closed]);
    expect(lastSpoken(talk)).toEqual(cutShort);
    expect(talk.heardMs()).toBe(before);
  });

  it('where it is switched off, and the next one begins behind it', async () => {
    const talk = await speaking([stream]);
    talk.app.command('config', { ttsStream: { enable: false } });
    talk.app.command('config', { ttsStream: { enable: true } });
    await talk.settle();
    expect(talk.news()).toEqual([spoken, closed, 'tts:streaming-event stream_open']);
  });

  it('where the caller hangs up', async () => {
    const talk = await speaking([stream]);
    talk.call.hangUp();
    await talk.call.ended;
    expect(told(talk.app.messages).slice(-3)).toEqual([spoken, closed, 'call:status completed']);
    expect(lastSpoken(talk)).toEqual(cutShort);
  });
});
