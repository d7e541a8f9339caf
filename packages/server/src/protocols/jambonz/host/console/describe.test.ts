import { expect, it } from 'vitest';
import type { Outgoing } from '../../../../access/outgoing.js';
import { SpeechError } from '../../../../errors.js';
import { noOutgoing } from '../../../../testing/no-outgoing.js';
import { openDoors, readyConsole } from '../doors.test.kit.js';

const variables = { GREETING: { type: 'string', description: 'first sentence' } };

async function described(outgoing: Outgoing, question: object = { application: 'agent' }) {
  const doors = await openDoors({ outgoing });
  const console = await readyConsole(doors);
  console.say({ type: 'describe', ...question });
  return { ...doors, ...console };
}

it('asks an application at its own address which variables it takes', async () => {
  const asked: unknown[] = [];
  const { hear } = await described(async (url, init = {}) => {
    asked.push(url, init.method, init.headers?.Authorization);
    return Response.json(variables);
  });
  expect(await hear()).toEqual({ type: 'described', application: 'agent', env_vars: variables });
  expect(asked).toEqual(['https://agent.example/call', 'OPTIONS', `Basic ${btoa('user:secret')}`]);
});

it('asks one at an address with the credentials of the page', async () => {
  const asked: unknown[] = [];
  const outgoing: Outgoing = async (url, init = {}) => {
    asked.push(url, init.headers?.Authorization, init.trusted);
    return Response.json(variables);
  };
  const { hear } = await described(outgoing, { application: 'ws://localhost:3000/', username: 'me', password: 'pw' });
  expect(await hear()).toMatchObject({ env_vars: variables });
  expect(asked).toEqual(['http://localhost:3000/', `Basic ${btoa('me:pw')}`, false]);
});

it.each<[string, string, Outgoing]>([
  ['nothing may be asked', 'forbidden', noOutgoing],
  ['it cannot be reached', 'unreachable', () => Promise.reject(new SpeechError('invalid-request', 'nobody there'))],
  ['its answer breaks off', 'unreachable', async () => new Response(brokenOff())],
  ['it describes nothing', 'none', async () => new Response('no', { status: 405 })],
  ['its answer is no JSON', 'none', async () => new Response('<html>')],
  ['its answer is a list', 'none', async () => Response.json([variables])],
  ['its answer is of something else', 'none', async () => Response.json({ GREETING: 'Hello' })],
  ['its answer does not end', 'none', async () => Response.json({ A: { text: 'a'.repeat(100_000) } })],
])('says why it has none to show where %s: %s', async (_, reason, outgoing) => {
  const application = 'ws://localhost:3000/';
  const { hear } = await described(outgoing, { application });
  expect(await hear()).toEqual({ type: 'described', application, env_vars: null, reason });
});

function brokenOff(): ReadableStream {
  return new ReadableStream({ start: (body) => body.error(new Error('broken off')) });
}

it('waits for five seconds', async () => {
  const { hear, soFar, clock } = await described(never);
  expect(await soFar()).toEqual([]);
  clock.advance(5000);
  expect(await hear()).toMatchObject({ env_vars: null, reason: 'unreachable' });
});

it('answers the last of several questions only', async () => {
  let questions = 0;
  const outgoing: Outgoing = (url, init) => {
    questions += 1;
    return questions === 1 ? never(url, init) : Promise.resolve(Response.json(variables));
  };
  const { say, soFar, clock } = await described(outgoing, { application: 'ws://localhost:3000/' });
  say({ type: 'describe', application: 'agent' });
  expect(await soFar()).toEqual([{ type: 'described', application: 'agent', env_vars: variables }]);
  expect(clock.waiting).toBe(0);
});

it('asks one question at a time, however many there are, and the last one of them next', async () => {
  const asked: string[] = [];
  const waiting: (() => void)[] = [];
  // As a name server that is slow, and knows of no signal.
  const outgoing: Outgoing = async (url) => {
    asked.push(url);
    await new Promise<void>((resolve) => waiting.push(resolve));
    return Response.json(variables);
  };
  const { say, soFar } = await described(outgoing, { application: 'ws://localhost:0/' });
  await soFar();
  for (let port = 1; port <= 50; port += 1) say({ type: 'describe', application: `ws://localhost:${port}/` });
  expect(await soFar()).toEqual([]);
  expect(asked).toEqual(['http://localhost:0/']);
  waiting.shift()?.();
  expect(await soFar()).toEqual([]);
  waiting.shift()?.();
  expect(await soFar()).toMatchObject([{ application: 'ws://localhost:50/', env_vars: variables }]);
  expect(asked).toEqual(['http://localhost:0/', 'http://localhost:50/']);
});

it('stops asking when the console goes away', async () => {
  const { client, ended, soFar, clock } = await described(never);
  await soFar();
  client.close();
  await ended;
  await soFar();
  expect(clock.waiting).toBe(0);
});

const never: Outgoing = (_url, { signal } = {}) =>
  new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
