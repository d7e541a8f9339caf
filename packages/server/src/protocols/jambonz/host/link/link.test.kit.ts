/** What the tests of the link share: one to an application in memory, by a clock that stands still. */
import { fakeClock } from '../../../../testing/fake-clock.js';
import type { Dial } from '../../../dial.js';
import { type FakeApplication, fakeApplication } from '../app.test.kit.js';
import type { Application, Command, LinkOptions } from './link.js';
import { openLink } from './open-link.js';

export interface Setting {
  readonly url?: string;
  readonly application?: Partial<Application>;
  readonly signal?: AbortSignal;
  readonly app?: FakeApplication;
  /** Instead of the application's own. */
  readonly dial?: Dial;
  readonly pingMs?: number;
}

export const callSid = '0f6e7c1a-3f0b-4a55-9d6e-0c2f1d2b7a10';
export const sessionData = { callSid, callStatus: 'trying', envVars: { someName: 1 } };

/** Everything but the link. */
export function arrange(setting: Setting = {}) {
  const app = setting.app ?? fakeApplication();
  const clock = fakeClock();
  const commands: Command[] = [];
  const gone: string[] = [];
  const sent: string[] = [];
  const received: string[] = [];
  let unacknowledged = 0;

  const options: LinkOptions = {
    application: { url: setting.url ?? 'ws://app.example.com/call?tone=kind', trusted: false, ...setting.application },
    callSid,
    sessionData: () => sessionData,
    listener: {
      onCommand: (command) => commands.push(command),
      onGone: (reason) => gone.push(reason),
      onUnacknowledged() {
        unacknowledged += 1;
      },
      onSent: (text) => sent.push(text),
      onReceived: (text) => received.push(text),
    },
    dial: setting.dial ?? app.dial,
    clock,
    handshakeMs: 1500,
    answerMs: 5000,
    frameBytes: 24_576,
    pingMs: setting.pingMs ?? null,
    signal: setting.signal ?? new AbortController().signal,
  };
  /** Moves the clock on, with everything settled before and after. */
  const later = async (durationMs: number) => {
    await settled();
    clock.advance(durationMs);
    await settled();
  };
  /** How often the application did not acknowledge its reconnect. */
  const timesUnacknowledged = () => unacknowledged;
  return { app, clock, options, later, commands, gone, sent, received, timesUnacknowledged };
}

/** A link that is open, of a call that nobody has heard of yet. */
export async function connect(setting: Setting = {}) {
  const scene = arrange(setting);
  return { ...scene, link: await openLink(scene.options) };
}

/** The same after a session:new and its answer. */
export async function converse(setting: Setting = {}) {
  const scene = await connect(setting);
  const answer = scene.link.ask('session:new', sessionData);
  scene.app.ack(await scene.app.next('session:new'), [{ verb: 'answer' }]);
  await answer;
  return scene;
}

/** Once the event loop has nothing left to do. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
}

/** How a question ended: its verbs, or the reason for which it has none. */
export function outcome(answer: Promise<readonly unknown[]>): Promise<unknown> {
  return answer.catch((error: { readonly reason?: unknown }) => error.reason ?? error);
}
