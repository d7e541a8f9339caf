/** The example agents for jambonz, each on a client of jambonz' own, through whole calls. */

import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConsolePhone, consolePhone, Stretch } from '../support/console-phone.js';
import { type RunningExample, startExample } from '../support/example.js';
import { quickServer } from '../support/quick-server.js';
import { expectSameLength, expectSpeech } from '../support/sound.js';
import type { TestServer } from '../support/test-server.js';

/** Bytes of what a console plays. */
const oneSecond = 48_000;
/** The same words are a few samples longer or shorter each time. */
const variation = oneSecond / 50;

const voice = 'aura-2-thalia-en';
const greeting = 'This is Mario. Hello!';
const question = 'With pleasure. For how many people?';
const farewell = 'Thank you for calling Mario. We look forward to seeing you. Goodbye!';

let server: TestServer;
beforeAll(async () => {
  // A pause of this machine's is none of the model's, which says when it has finished.
  server = await quickServer({ protocols: { jambonz: { host: { voice, idleMs: 5000 } } } });
});
afterAll(() => server.close());

/** The same words, spoken by themselves. */
async function spoken(words: string): Promise<Buffer> {
  const response = await fetch(`${server.url}/v1/speak?model=${voice}&encoding=linear16&container=none`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text: words }),
  });
  expect(response.status).toBe(200);
  return Buffer.from(await response.arrayBuffer());
}

describe.each(['sdk', 'client-ws'])('the agent on %s', (name) => {
  let agent: RunningExample;
  beforeAll(async () => {
    agent = await startExample(`jambonz-agent/${name}`, { PORT: '0' });
  });
  afterAll(() => {
    agent.process.kill();
  });

  it('says which variables it takes', async () => {
    const phone = await consolePhone(server.url);
    phone.do({ type: 'describe', application: agent.address });
    const { data } = (await phone.until('described')).last;
    expect(data.env_vars).toMatchObject({
      RESTAURANT: { type: 'string' },
      GREETING: { type: 'string', uiHint: 'textarea' },
      TOKENS_PER_SECOND: { type: 'number' },
    });
    phone.close();
  });

  it('greets, answers what it is asked, and says goodbye to the last word', async () => {
    const phone = await call(agent, { TOKENS_PER_SECOND: 200 });
    const greetingAlone = await spoken(greeting);
    expectSpeech((await phone.untilHeard(greetingAlone.length - variation)).audio, greeting);

    phone.do({ type: 'say', text: 'I would like to book a table.' });
    const asked = await phone.until('→ verb:hook');
    expect(asked.names).toContain('→ user_interruption');
    const answered = await phone.until('→ stream_empty');
    expect(answered.tokens).toBe(question);
    expect(results(answered)).toEqual(answered.all('← tts:tokens').map(() => 'ok'));
    expectSameLength(answered.audio, await spoken(question));

    phone.do({ type: 'press', digit: '4' });
    expect((await phone.until('← tts:flush')).tokens).toMatch(/^A table for 4,/);

    phone.do({ type: 'say', text: 'Goodbye.' });
    await phone.until('→ verb:hook');
    const parted = await phone.until('→ completed');
    expect(parted.tokens).toBe(farewell);
    expect(endings(parted)).toEqual(['← redirect', '→ tts_spoken', '→ stream_empty', '→ stream_closed', '→ completed']);
    expectSameLength(parted.audio, await spoken(farewell));
    expect(parted.last.data).toMatchObject({ call_termination_by: 'jambonz' });
    await agent.said(/the call is over \(1000\)/);
    phone.close();
  });

  it.each([
    ['one word', ['A table']],
    ['all that is said', []],
  ])('falls silent in the middle of a sentence at %s, and goes on with nothing of it', async (_, partials) => {
    const phone = await call(agent, { TOKENS_PER_SECOND: 20 });
    phone.do({ type: 'say', text: 'Tell me a story.' });
    await phone.until('→ verb:hook');
    const begun = await phone.untilHeard(oneSecond);
    expect(begun.names).not.toContain('← tts:flush');

    for (const text of partials) phone.do({ type: 'say', text, final: false });
    phone.do({ type: 'say', text: 'A table, please.' });
    const asked = await phone.until('→ verb:hook');
    const told = ['→ user_interruption', '→ tts_spoken', '→ verb:hook'];
    expect(asked.names.filter((name) => told.includes(name))).toEqual(told);
    expect(asked.after('hush').audio).toHaveLength(0);
    const { text: heard, bargein } = asked.all('→ tts_spoken')[0]!.data;
    expect(bargein).toBe(true);
    expect(begun.tokens + asked.tokens).toMatch(new RegExp(`^${heard}.`));

    const answered = await phone.until('→ stream_empty');
    // A token of the story may cross the interruption; the agent clears it.
    const cleared = new Stretch([...asked.items, ...answered.items]).after('← tts:clear');
    expect(cleared.tokens).toBe(question);
    expectSameLength(answered.audio, await spoken(question));

    phone.do({ type: 'hangup' });
    const { data } = (await phone.until('→ completed')).last;
    expect(data).toMatchObject({ call_termination_by: 'caller' });
    phone.close();
  });
});

describe('the agent with a model of its own', () => {
  let model: Server;
  let agent: RunningExample;
  let isBroken = false;
  const asked: { readonly authorization: string | undefined; readonly body: ModelRequest }[] = [];
  const reply = 'It is a long way to the harbour. Nobody has walked it in a day. You had better take the bus.';
  beforeAll(async () => {
    model = createServer(async (request, response) => {
      asked.push({
        authorization: request.headers.authorization,
        body: JSON.parse(await text(request)) as ModelRequest,
      });
      if (isBroken) return response.writeHead(500).end();
      const chunks = reply.split(/(?<= )/).map((content) => ({ choices: [{ delta: { content } }] }));
      const lines = [...chunks, { choices: [] }].map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`);
      response.end(`${lines.join('')}data: [DONE]\n\n`);
    });
    await once(model.listen(0, '127.0.0.1'), 'listening');
    agent = await startExample('jambonz-agent/sdk', {
      PORT: '0',
      OPENAI_BASE_URL: `http://127.0.0.1:${(model.address() as AddressInfo).port}/v1`,
      OPENAI_API_KEY: 'its key',
      OPENAI_MODEL: 'its name',
    });
  });
  afterAll(() => {
    agent.process.kill();
    model.close();
  });

  it.each([
    ['first takes a breath', [{ type: 'interrupt' }]],
    ['says it all at once', []],
  ])('has it remember of an answer only what was heard when the caller %s', async (_, before) => {
    const phone = await call(agent, {});
    phone.do({ type: 'say', text: 'Is it far?' });
    await phone.until('← tts:flush');
    await phone.untilHeard(oneSecond);
    for (const act of before) phone.do(act);
    phone.do({ type: 'say', text: 'What?' });
    const { text: heard } = (await phone.until('→ tts_spoken')).last.data;
    await phone.until('← tts:flush');
    expect(reply).toMatch(new RegExp(`^${heard}.`));
    expect(asked.at(-1)?.authorization).toBe('Bearer its key');
    expect(asked.at(-1)?.body).toMatchObject({
      model: 'its name',
      stream: true,
      messages: [
        { role: 'system' },
        { role: 'assistant', content: greeting },
        { role: 'user', content: 'Is it far?' },
        { role: 'assistant', content: heard },
        { role: 'user', content: 'What?' },
      ],
    });
    phone.close();
  });

  it('asks the caller to say it again where the model fails', async () => {
    const phone = await call(agent, {});
    isBroken = true;
    phone.do({ type: 'say', text: 'Is it far?' });
    const { data } = (await phone.until('← redirect')).last;
    expect(data).toEqual([{ verb: 'say', text: expect.stringMatching(/say it again/) }]);
    phone.close();
  });
});

interface ModelRequest {
  readonly model: string;
  readonly stream: boolean;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
}

/** Settles when the agent can be heard. */
async function call(agent: RunningExample, variables: object): Promise<ConsolePhone> {
  const phone = await consolePhone(server.url);
  const env_vars = { RESTAURANT: 'Mario', GREETING: 'Hello!', ...variables };
  phone.do({ type: 'call', application: agent.address, env_vars });
  await phone.until('→ stream_open');
  return phone;
}

/** What became of the tokens. */
function results(stretch: Stretch): readonly unknown[] {
  return stretch.all('→ tts:tokens-result').map(({ data }) => data.status);
}

/** The messages from the end of the last answer on. */
function endings(stretch: Stretch): readonly string[] {
  return stretch.after('← tts:flush').names.filter((name) => /^[←→]/.test(name));
}
