/** The playground calls the example agents, and is called: whole calls, as one hears and sees them. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callView } from '../support/call-view.js';
import { type RunningExample, startExample } from '../support/example.js';
import { audio, inPlayground, listen, messages, samplesOf } from '../support/playground.js';
import { quickServer } from '../support/quick-server.js';
import { firstSound, lastIndexOfRun, quantum } from '../support/rendered.js';
import type { TestServer } from '../support/test-server.js';

/** A fiftieth of a second. */
const tailFrames = 480;

const greeting = 'This is Mario. Hello!';
const question = 'With pleasure. For how many people?';
const farewell = 'Thank you for calling Mario. We look forward to seeing you. Goodbye!';
const variables = { RESTAURANT: 'Mario', GREETING: 'Hello!', TOKENS_PER_SECOND: '100' };

inPlayground('the page that calls', (playground) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await quickServer();
  });
  afterAll(() => server.close());

  /** Settles when the page could call. */
  async function visit() {
    const { page, lines } = await playground.visit(server.url, 'Call', {
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    await page.getByRole('button', { name: 'Call', exact: true }).and(page.locator(':enabled')).waitFor();
    await listen(page);
    return { page, view: callView(page), line: lines[0]! };
  }

  describe.each(['sdk', 'client-ws'])('the agent on %s', (name) => {
    let agent: RunningExample;
    beforeAll(async () => {
      agent = await startExample(`jambonz-agent/${name}`, { PORT: '0' });
    });
    afterAll(() => {
      agent.process.kill();
    });

    /** Settles when the agent has answered. */
    async function call(values: Readonly<Record<string, string>>) {
      const visited = await visit();
      await visited.view.describe(agent.address);
      await visited.view.fill(values);
      await visited.view.press('Call');
      await visited.view.is('talking');
      return visited;
    }

    it('has a form made of its variables, with what is there already', async () => {
      const { page, view } = await visit();
      await view.describe(agent.address);
      const form = page.getByRole('form', { name: 'Whom to call' });
      expect(await form.getByLabel('RESTAURANT').inputValue()).toBe('Chez Glottis');
      expect(await form.getByLabel('GREETING').inputValue()).toMatch(/^You can ask when we are open/);
      expect(await form.getByLabel('TOKENS_PER_SECOND').inputValue()).toBe('40');
      await form.getByText('how fast the scripted model writes').waitFor();
    });

    it('greets, answers what is typed, and says goodbye to the last word', async () => {
      const { page, view, line } = await call(variables);
      await view.agentSays(greeting);
      await view.sounds();
      await view.quiet();
      await view.say('I would like to book a table.');
      await view.agentSays(question);
      await view.sounds();
      await view.quiet();
      expect(await view.figure('full sentence → audible')).toMatch(/ms$/);
      const isFinal = messages<{ readonly final: boolean }>(line.sent, 'say').map(({ final }) => final);
      expect(isFinal.lastIndexOf(false)).toBe(isFinal.length - 2);

      const bytesBefore = audio(line.received).length;
      await view.say('Goodbye.');
      await view.agentSays(farewell);
      await view.is('over');
      expect(await view.state()).toMatch(/^ended: the other side hung up after \d+:\d\d$/);
      await agent.said(/the call is over \(1000\)/);
      const wire = samplesOf(audio(line.received).subarray(bytesBefore));
      const end = 1 + wire.findLastIndex((sample) => sample !== 0);
      const lastWord = wire.subarray(end - tailFrames, end);
      const rendered = await page.evaluate(() => ear.heard(500));
      const at = lastIndexOfRun(rendered, lastWord);
      expect(at).toBeGreaterThan(0);
      expect(firstSound(rendered, at + lastWord.length + quantum)).toBe(rendered.length);
    });

    it('falls silent when the caller speaks, and the page strikes out what was not heard', async () => {
      const { page, view } = await call({ ...variables, TOKENS_PER_SECOND: '20' });
      await view.agentSays(greeting);
      await view.say('Tell me a story.');
      await view.agentSays('Once upon a time');
      await view.sounds();
      await page.evaluate(() => ear.heard(1500));
      await view.type('A table');
      expect(await view.figure('interruption → silence')).toMatch(/ms$/);
      await view.quiet();
      const { told, heard } = await view.cutOff();
      expect(told).toMatch(/^Once upon a time there was a cook/);
      expect(told.startsWith(heard)).toBe(true);
      expect(heard).toMatch(/^Once upon/);
      expect(heard.length).toBeLessThan(told.length);
      await page.keyboard.type(', please.');
      await page.keyboard.press('Enter');
      await view.agentSays(question);
      await view.press('Hang up');
      await view.is('over');
      expect(await view.state()).toMatch(/^ended: you hung up after/);
    });
  });

  describe('the agent', () => {
    let agent: RunningExample;
    beforeAll(async () => {
      agent = await startExample('jambonz-agent/sdk', { PORT: '0' });
    });
    afterAll(() => {
      agent.process.kill();
    });

    /** Has it call the page. */
    async function ring(): Promise<void> {
      const response = await fetch(`${server.url}/v1/Accounts/any/Calls`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ from: '+431234', to: { type: 'user', name: 'console' }, call_hook: agent.address }),
      });
      expect(response.status).toBe(201);
    }

    it('rings over REST, and is talked to when somebody answers', async () => {
      const { page, view } = await visit();
      await ring();
      await view.is('incoming');
      expect(await view.state()).toBe('+431234 calls console');
      expect(await page.title()).toMatch(/^\+431234 calls/);
      await view.press('Answer');
      await view.agentSays('This is Chez Glottis.');
      await view.sounds();
      await view.press('Hang up');
      await view.is('over');
    });

    it('rings over REST, and is declined', async () => {
      const { view } = await visit();
      await ring();
      await view.press('Decline');
      await view.is('over');
    });

    it('is talked to by keys alone, and its messages can be copied', async () => {
      const { page, view } = await visit();
      const address = page.getByLabel('Address of the application');
      await address.fill(agent.address);
      await address.press('Enter');
      await view.agentSays('This is Chez Glottis.');
      await view.sounds();
      await page.keyboard.press('Escape');
      await view.quiet();
      await page.getByRole('button', { name: '1', exact: true }).focus();
      await page.keyboard.press('2');
      await view.agentSays(question);
      await view.sounds();
      await page.getByRole('button', { name: 'Copy transcript' }).press('Enter');
      await page.getByRole('button', { name: 'Copied' }).waitFor();
      const copied = (await page.evaluate(() => navigator.clipboard.readText())).trimEnd().split('\n');
      expect(copied[0]).toMatch(/^> \{"type":"session:new",/);
      expect(copied).toContain('< {"type":"command","command":"tts:flush"}');
      expect(copied.filter((line) => !/^[<>] \{"type":".*\}$/.test(line))).toEqual([]);
    });

    it('is told of where it should be, when it is not there', async () => {
      const { page, view } = await visit();
      await page.getByLabel('Address of the application').fill('127.0.0.1:9');
      await view.press('Call');
      await page.getByText('No application answers at ws://127.0.0.1:9').waitFor();
      await page.getByRole('button', { name: 'Copy commands' }).waitFor();
      await view.press('Hang up');
      await view.is('over');
    });
  });
});
