import { expect, it } from 'vitest';
import { deferred } from '../deferred.js';
import type { SpeechEvent } from '../session/events.js';
import type { SpeechSession } from '../session/speech.js';
import { socketPair } from '../testing/socket-pair.js';
import { testSpeech } from '../testing/test-speech.js';
import { converse, type Expression } from './converse.js';

async function open(): Promise<SpeechSession> {
  const speech = await testSpeech();
  const holder = await speech.authenticate(undefined);
  const format = { encoding: 'linear16', container: 'none', sampleRate: 24_000 } as const;
  return speech.open({ holder, protocol: 'test', voice: '', format });
}

it('says several messages for one event together, in their order', async () => {
  const { server, client } = socketPair();
  const session = await open();
  const express = (event: SpeechEvent): Expression => (event.type === 'flushed' ? ['first', 'second'] : undefined);
  const talk = converse(server, session, { receive: () => undefined, express });
  session.append('Hello.');
  session.flush();
  session.finish();
  await talk;
  expect(client.take()).toEqual(['first', 'second']);
});

it('lingers between the last message and the close frame', async () => {
  const { server, client } = socketPair();
  const session = await open();
  const over = deferred();
  const lingering = deferred();
  const linger = () => {
    lingering.resolve();
    return over.promise;
  };
  const express = (event: SpeechEvent) => (event.type === 'flushed' ? 'last' : undefined);
  const talk = converse(server, session, { receive: () => undefined, express, linger });
  session.flush();
  session.finish();
  await lingering.promise;
  expect(await client.next()).toBe('last');
  expect(server.signal.aborted).toBe(false);
  over.resolve();
  await talk;
  expect((await client.closed).code).toBe(1000);
});

it('does not linger with a client that is gone', async () => {
  const { server, client } = socketPair();
  const session = await open();
  const lingering = deferred();
  const linger = () => {
    lingering.resolve();
    return new Promise<void>(() => undefined);
  };
  const talk = converse(server, session, { receive: () => undefined, express: () => undefined, linger });
  session.finish();
  await lingering.promise;
  client.close(1006);
  await talk;
});
