/** The timelines of a call, with an application on jambonz' current client: who says what, and in which order. */

import type { Session } from '@jambonz/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hostServer, modes } from '../support/jambonz-host.js';
import { appWith, call, wire } from '../support/jambonz-sdk-call.js';
import { untilSaid, words, wordsIn } from '../support/jambonz-voice.js';
import type { TestServer } from '../support/test-server.js';

const greeting = 'Hello, this is the Golden Lion. What can I do for you?';
const answers = ['We open at nine. ', 'The kitchen closes at ten, the bar at midnight. ', 'You are welcome!'];

/** Greets, and has an answer to whatever is said. */
function converse(session: Session): void {
  let next = 0;
  session.on('/caller', async () => {
    session.reply();
    const tokens = answers[next]!.split(/(?<= )/);
    next += 1;
    for (const token of tokens) await session.sendTtsTokens(token);
    session.flushTtsTokens();
  });
  session
    .config({ ttsStream: { enable: true }, bargeIn: { enable: true, sticky: true, actionHook: '/caller' } })
    .say({ text: greeting })
    .send();
}

describe.each(modes)('a call of the SDK, %s', (mode) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await hostServer({ mode });
  });
  afterAll(() => server.close());

  it('greets, is interrupted, streams an answer and ends in this order', async () => {
    const app = await appWith(converse);
    const console = await call(server, app);
    await untilSaid(console, greeting, 'quick');
    console.say('When do you open?');
    await console.until('← tts:flush');
    await untilSaid(console, answers[0]!, 'quick');
    if (mode === 'enhanced') await console.until('→ stream_empty');
    console.hangUp();
    await console.until('→ completed');

    const exchanges = answers[0]!.split(/(?<= )/).flatMap(() => ['← tts:tokens', '→ tts:tokens-result']);
    expect(wire(console.story.names)).toEqual([
      ...['→ session:new', '← ack', '→ trying', '→ in-progress', '→ stream_open'],
      ...['→ user_interruption', '→ verb:hook', '← ack'],
      ...[...exchanges, '← tts:flush'],
      ...(mode === 'enhanced' ? ['→ stream_empty', '→ stream_closed'] : []),
      '→ completed',
    ]);
    expect(console.story.all('→ tts:tokens-result').map(({ data }) => data)).toEqual(
      console.story.all('← tts:tokens').map(({ data }) => ({ id: data.id, status: 'ok' })),
    );
    expect(console.story.last.data).toMatchObject({ call_termination_by: 'caller', duration: 0 });
    expect(wordsIn(console.story.audio, 'quick')).toBe(words(`${greeting} ${answers[0]}`));
  });

  it('streams one answer after the other, each once', async () => {
    const app = await appWith(converse);
    const console = await call(server, app);
    await untilSaid(console, greeting, 'quick');
    for (const answer of answers) {
      console.say('And then?');
      await console.until('← tts:flush');
      await untilSaid(console, answer, 'quick');
    }
    if (mode === 'enhanced') await console.until('→ stream_empty');
    console.hangUp();
    await console.until('→ completed');
    expect(wordsIn(console.story.audio, 'quick')).toBe(words([greeting, ...answers].join(' ')));
    expect(console.story.all('→ user_interruption')).toHaveLength(answers.length);
    expect(console.story.all('→ stream_open')).toHaveLength(1);
  });
});
