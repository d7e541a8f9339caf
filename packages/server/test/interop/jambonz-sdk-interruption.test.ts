/** A caller who interrupts an application on jambonz' current client: silence, then the new answer, and nothing of the old one. */

import type { Session } from '@jambonz/sdk';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { JambonzConsole } from '../support/jambonz-console.js';
import { hostServer, modes } from '../support/jambonz-host.js';
import { appWith, call, wire } from '../support/jambonz-sdk-call.js';
import { untilSaid, words, wordsIn } from '../support/jambonz-voice.js';
import type { TestServer } from '../support/test-server.js';

const tale = 'Once upon a time there was a miller, who had nothing in the world but three sons. '.repeat(40);
const answer = 'As you wish, goodbye then.';

/** The client's types know nothing of digits here, and its validation does. */
const bargeIn = {
  ...{ enable: true, sticky: true, actionHook: '/caller', numDigits: 1 },
  input: ['speech' as const, 'digits' as const],
};

/** Tells the tale as a model does, and has an answer to whatever is said. */
function tell(session: Session): void {
  let question = 0;
  const speak = async (text: string) => {
    const mine = question;
    for (const token of text.split(/(?<= )/)) {
      await session.sendTtsTokens(token);
      if (mine !== question) return;
    }
    session.flushTtsTokens();
  };
  session.on('tts:stream_open', () => void speak(tale));
  session.on('/caller', () => {
    question += 1;
    session.reply();
    void speak(answer);
  });
  session.on('tts:user_interruption', () => {
    question += 1;
    session.clearTtsTokens(); // one may be on its way
  });
  session.config({ ttsStream: { enable: true }, bargeIn }).send();
  session.sendCommand('config', { trackTtsPlayout: true });
}

/** What was heard after the `hush`. */
function heardSinceHush({ story }: JambonzConsole): string {
  return wordsIn(story.after('hush').audio, 'slow');
}

function heardBeforeHush({ story }: JambonzConsole): string {
  return wordsIn(story.audio.subarray(0, story.audio.length - story.after('hush').audio.length), 'slow');
}

describe.each(modes)('an interruption of the SDK, %s', (mode) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await hostServer({ mode, voice: 'slow/en', backlogSeconds: 60 });
  });
  afterAll(() => server.close());

  it.each([
    ['words', (console: JambonzConsole) => console.say('Stop it.')],
    ['a key', (console: JambonzConsole) => console.press('5')],
  ])('by %s ends a sentence in its middle, and the new answer is heard', async (_, interrupt) => {
    const app = await appWith(tell);
    const console = await call(server, app);
    await untilSaid(console, 'Once upon a time', 'slow');
    interrupt(console);
    const cut = await console.until('→ verb:hook');
    const told = wire(cut.names).filter((name) => !name.includes('tts:'));
    expect(told).toEqual(['→ user_interruption', '→ tts_spoken', '→ verb:hook']);
    const { text, bargein } = cut.all('→ tts_spoken')[0]!.data;
    expect(bargein).toBe(true);
    expect(text).toMatch(/^Once upon a/);
    expect(heardBeforeHush(console).startsWith(words(String(text)))).toBe(true);

    await untilSaid(console, answer, 'slow');
    expect(heardSinceHush(console)).toBe(answer);
    expect((await console.until('→ tts_spoken')).last.data).toMatchObject({ text: answer, bargein: false });
  });

  it('by somebody who begins to speak is told before it is known what they say', async () => {
    const app = await appWith(tell);
    const console = await call(server, app);
    await untilSaid(console, 'Once upon a time', 'slow');
    console.interrupt();
    const interrupted = await console.until('→ user_interruption');
    expect(interrupted.names).not.toContain('→ verb:hook');
    console.say('Stop', false);
    console.say('Stop it.');
    const asked = await console.until('→ verb:hook');
    expect(asked.names).not.toContain('→ user_interruption');
    expect(asked.last.data).toMatchObject({ reason: 'speechDetected', speech: { is_final: true } });
    await untilSaid(console, answer, 'slow');
    expect(heardSinceHush(console)).toBe(answer);
  });

  it('is one as well where nothing is said', async () => {
    const app = await appWith((session) => {
      session.config({ bargeIn: { enable: true, actionHook: '/caller' }, ttsStream: { enable: true } }).send();
    });
    const console = await call(server, app);
    await console.until('→ stream_open');
    console.say('Hello?');
    expect(wire((await console.until('→ verb:hook')).names)).toEqual(['→ user_interruption', '→ verb:hook']);
  });

  it('ends the verb that runs, and drops those that wait', async () => {
    const app = await appWith((session) => {
      session.on('/caller', () => session.say({ text: answer }).reply());
      session
        .config({ bargeIn: { enable: true, actionHook: '/caller' } })
        .say({ text: tale })
        .say({ text: 'The end.' })
        .send();
    });
    const console = await call(server, app);
    await untilSaid(console, 'Once upon', 'slow');
    console.say('Stop it.');
    await untilSaid(console, answer, 'slow');
    expect(heardSinceHush(console)).toBe(answer);
  });
});

it('an interruption ends a pause of the SDK as well, which is not told to go on a second time', async () => {
  const server = await hostServer({ voice: 'slow/en', backlogSeconds: 60 });
  onTestFinished(() => server.close());
  const app = await appWith(tell);
  const console = await call(server, app);
  await console.until('→ stream_paused');
  console.say('Stop it.');
  await untilSaid(console, answer, 'slow');
  expect(heardSinceHush(console)).toBe(answer);
  expect(console.story.names).not.toContain('→ stream_resumed');
});
