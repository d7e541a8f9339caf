/** Calls to an application that a test plays by hand. */

import { onTestFinished } from 'vitest';
import type { CallWishes, JambonzConsole } from './jambonz-console.js';
import { callFrom } from './jambonz-host.js';
import { type AppMessage, nameOf, type RawApp, type RawAppOptions, rawApp, type Visit } from './jambonz-raw-app.js';
import type { TestServer } from './test-server.js';

export interface RawCall {
  readonly console: JambonzConsole;
  readonly app: RawApp;
  readonly visit: Visit;
  /** Its `session:new`. */
  readonly session: AppMessage;
}

/** An application that is gone when the test is over. */
export async function appToCall(options?: RawAppOptions): Promise<RawApp> {
  const app = await rawApp(options);
  onTestFinished(() => app.goDown());
  return app;
}

/** Calls a new application, up to the question what it wants. */
export async function introduced(server: TestServer, wishes?: CallWishes): Promise<RawCall> {
  const app = await appToCall();
  const console = await callFrom(server, app.address, wishes);
  const visit = await app.visit();
  return { console, app, visit, session: await visit.next('session:new') };
}

/** A call that was answered with these verbs. */
export async function calling(server: TestServer, verbs: readonly object[]): Promise<RawCall> {
  const call = await introduced(server);
  call.visit.ack(call.session, verbs);
  return call;
}

/** Switches the streaming voice on, and has it tell what was heard of it. */
export const streamOn = { verb: 'config', ttsStream: { enable: true }, trackTtsPlayout: true };

/** A call whose voice streams. */
export async function streaming(server: TestServer, ...verbs: readonly object[]): Promise<RawCall> {
  const call = await calling(server, [streamOn, ...verbs]);
  await call.visit.next('stream_open');
  return call;
}

/** What came up to the answer to this: whatever the server does about a message, it has done by then. */
export async function untilAnswered(visit: Visit): Promise<readonly string[]> {
  visit.command('tts:tokens', { id: 'fence' });
  const names = await visit.until('tts:tokens-result');
  return names.slice(0, -1);
}

/** What was heard of the stream so far, utterance by utterance. */
export function spoken(visit: Visit): readonly string[] {
  return visit.messages.filter((message) => nameOf(message) === 'tts_spoken').map(({ data }) => String(data.text));
}

/** All that was heard of the stream, without white space at its ends; settles when that ends so. */
export async function spokenUntil(visit: Visit, end: string): Promise<string> {
  for (;;) {
    const text = spoken(visit).join('').trim();
    if (text.endsWith(end)) return text;
    await visit.next('tts_spoken');
  }
}
