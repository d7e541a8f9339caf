/** What the tests of calls share: a caller and an application in memory, over tones, by a clock that stands still. */
import type { z } from 'zod';
import { fakeClock } from '../../../../testing/fake-clock.js';
import { noOutgoing } from '../../../../testing/no-outgoing.js';
import { type TestSpeechOptions, testSpeech } from '../../../../testing/test-speech.js';
import { type ToneOptions, toneSynthesizer } from '../../../../testing/tone-synthesizer.js';
import type { ProtocolTools } from '../../../definition.js';
import { type AppMessage, fakeApplication } from '../app.test.kit.js';
import { createHost } from '../create-host.js';
import { hostOptions } from '../options.js';
import type { CallOrder } from './call.js';
import type { CallInfo } from './info.js';

export interface Setting {
  readonly options?: z.input<typeof hostOptions>;
  readonly order?: Partial<CallOrder>;
  readonly tones?: ToneOptions;
  readonly speech?: TestSpeechOptions;
  readonly tools?: Partial<ProtocolTools>;
}

export const sampleRate = 8000;

/** How long a tone speaks a text. */
export const spokenMs = (text: string) => text.length * 50;

/** A host, an application to be called, and a caller that writes down what they hear. */
export async function createWorld({ options, tones, speech, tools }: Omit<Setting, 'order'> = {}) {
  const clock = fakeClock();
  const app = fakeApplication();
  const warnings: string[] = [];
  const synthesizer = toneSynthesizer({ clock, ...tones });
  const service = await testSpeech({ synthesizer, clock, ...speech });
  const host = createHost(hostOptions.parse(options ?? {}), {
    ...{ clock, outgoing: noOutgoing, dial: app.dial, warn: (message: string) => void warnings.push(message) },
    ...tools,
  });
  /** Until the event loop has nothing left to do. */
  const settle = async () => {
    for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
  };
  /** Time goes by. */
  const pass = async (durationMs: number) => {
    for (let leftMs = durationMs; leftMs > 0; leftMs -= 20) {
      await settle();
      clock.advance(Math.min(20, leftMs));
    }
    await settle();
  };

  const place = (order: Partial<CallOrder> = {}) => {
    const statuses: CallInfo[] = [];
    const problems: string[] = [];
    const heard: { readonly atMs: number; readonly samples: Int16Array }[] = [];
    let hushes = 0;
    const call = host.place({
      speech: service,
      holder: { id: 'ann' },
      application: { url: 'ws://app.example/hello', trusted: true },
      direction: 'inbound',
      from: 'alice',
      to: 'demo',
      phone: {
        sampleRate,
        hear: (samples, atMs) => void heard.push({ atMs, samples }),
        hush: () => {
          hushes += 1;
        },
      },
      observer: {
        onStatus: (info) => void statuses.push(info),
        onProblem: (message) => void problems.push(message),
      },
      ...order,
    });
    /** How much was sounding so far, in milliseconds. */
    const heardMs = () => {
      const count = heard.reduce((sum, { samples }) => sum + samples.filter((sample) => sample !== 0).length, 0);
      return Math.round((count * 1000) / sampleRate);
    };
    const hushCount = () => hushes;
    return { call, statuses, problems, heard, heardMs, hushCount };
  };
  return { clock, app, host, synthesizer, service, warnings, settle, pass, place };
}

/** A call whose application has answered `session:new` with these verbs. */
export async function startCall(verbs: readonly unknown[], setting: Setting = {}) {
  const world = await createWorld(setting);
  const placed = world.place(setting.order);
  const opening = await world.app.next('session:new');
  world.app.ack(opening, verbs);
  await world.settle();
  const all = () => told(world.app.messages);
  let seen = all().length;
  /** What the application was told since it was asked last, in a word each. */
  const news = () => {
    const fresh = all().slice(seen);
    seen += fresh.length;
    return fresh;
  };
  return { ...world, ...placed, opening, news };
}

/** What came of these types, in a word each: `tts:streaming-event stream_open`, `call:status trying`. */
export function told(messages: readonly AppMessage[]): readonly string[] {
  return messages.map((message) => `${message.type} ${wordOf(message)}`.trim());
}

function wordOf({ type, data, hook }: AppMessage): string {
  const { event, name, verb, event_type, call_status, msg, status, reason } = data as Record<
    string,
    string | undefined
  >;
  switch (type) {
    case 'verb:status':
      return `${name ?? verb} ${event}`;
    case 'tts:streaming-event':
      return event_type ?? '';
    case 'call:status':
      return call_status ?? '';
    case 'jambonz:error':
      return msg ?? '';
    case 'tts:tokens-result':
      return [status, reason].filter(Boolean).join(' ');
    case 'verb:hook':
      return `${hook} ${reason ?? ''}`;
    default:
      return '';
  }
}
