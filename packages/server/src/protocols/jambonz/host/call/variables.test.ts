import { expect, it } from 'vitest';
import { startCall } from './call.test.kit.js';

const order = { envVars: { KEY: 'swordfish' } };

it('tells the application its variables, and once more when it was lost and found', async () => {
  const talk = await startCall([{ verb: 'answer' }], { order });
  expect(talk.opening.data.env_vars).toEqual(order.envVars);
  talk.app.drop();
  await talk.pass(1000);
  expect((await talk.app.next('session:reconnect')).data.env_vars).toEqual(order.envVars);
});

it('does not tell them to another application that takes the call over', async () => {
  const actionHook = 'ws://other.example/billing';
  const talk = await startCall([{ verb: 'answer' }, { verb: 'redirect', actionHook }], { order });
  talk.app.ack(await talk.app.next('session:redirect'), [{ verb: 'pause', length: 60 }]);
  await talk.settle();
  talk.app.drop();
  await talk.pass(1000);
  const { data } = await talk.app.next('session:reconnect');
  expect(data.call_sid).toBe(talk.call.sid);
  expect(data).not.toHaveProperty('env_vars');
  expect(JSON.stringify(talk.app.connections.slice(1).map(({ messages }) => messages))).not.toContain('swordfish');
});
