/** Two calls on one server: whatever one application does, the other's caller hears every sample in its place. */

import type { Session } from '@jambonz/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WebSocket } from 'ws';
import { hostServer, modes } from '../support/jambonz-host.js';
import type { Converse } from '../support/jambonz-sdk-app.js';
import { appWith, call } from '../support/jambonz-sdk-call.js';
import { untilSaid, words, wordsIn } from '../support/jambonz-voice.js';
import type { TestServer } from '../support/test-server.js';

/** Each has a name of its own. */
function sentence(index: number): string {
  const name = String.fromCharCode(...[...String(index)].map((digit) => 107 + Number(digit)));
  return `This is the sentence ${name} of a long and quiet talk. `;
}

const lastSentence = 'And that is all.';

interface Talk {
  readonly converse: Converse;
  /** All that it said. */
  readonly sentences: readonly string[];
  /** It has the last sentence to say, and no other. */
  end(): void;
}

/** One sentence after the other, with always some on their way. */
function calmTalk(): Talk {
  const sentences: string[] = [];
  let isEnding = false;
  return {
    sentences,
    end() {
      isEnding = true;
    },
    converse(session) {
      const next = () => {
        if (sentences.at(-1) === lastSentence) return;
        const text = isEnding ? lastSentence : sentence(sentences.length);
        sentences.push(text);
        void session.sendTtsTokens(text);
        session.flushTtsTokens();
      };
      session.on('tts:stream_open', () => {
        for (let ahead = 0; ahead < 3; ahead += 1) next();
      });
      session.on('tts:tts_spoken', next);
      session.config({ ttsStream: { enable: true } }).send();
      session.sendCommand('config', { trackTtsPlayout: true });
    },
  };
}

/** What its users write when they reach for the client's socket. */
const socketOf = (session: Session) => (session as unknown as { readonly ws: WebSocket }).ws;

const streamed = (session: Session, send: () => void) => {
  session.on('tts:stream_open', send);
  session.config({ ttsStream: { enable: true } }).send();
};

const garbage = ['{', '[]', 'null', '{"type":"ack"}', '{"type":"command"}', Buffer.alloc(1000, 255)];

/** What goes wrong in an application, and the code with which it is parted from. */
const troubles: readonly (readonly [what: string, converse: Converse, code: number])[] = [
  [
    'throws when a call comes',
    () => {
      throw new Error('no calls today');
    },
    1001,
  ],
  ['never acknowledges anything', () => undefined, 1001],
  [
    'sends garbage, and then hangs up',
    (session) =>
      streamed(session, () => {
        for (const message of garbage) socketOf(session).send(message);
        session.sendCommand('redirect', [{ verb: 'sing' }]);
        session.sendCommand('sing', {});
        session.hangup().send();
      }),
    1000,
  ],
  [
    'sends more than it may in one message',
    (session) => streamed(session, () => void session.sendTtsTokens('a'.repeat(30_000))),
    1009,
  ],
  [
    'floods',
    (session) =>
      streamed(session, () => {
        for (let id = 0; id < 20_000; id += 1) session.sendCommand('tts:tokens', { id, tokens: 'and so on and on ' });
        session.hangup().send();
      }),
    1000,
  ],
];

describe.each(modes)('a neighbour of a call of the SDK, %s', (mode) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await hostServer({ mode, answerMs: 2000, backlogSeconds: 60 });
  });
  afterAll(() => server.close());

  it.each(troubles)('hears nothing of an application that %s', async (_, converse, code) => {
    let tell = (_: number) => {};
    const closed = new Promise<number>((resolve) => {
      tell = resolve;
    });
    const troubled = await appWith((session, request) => {
      session.on('close', tell);
      converse(session, request);
    });
    const talk = calmTalk();
    const neighbour = await call(server, await appWith(talk.converse));
    await neighbour.until('→ tts_spoken');
    await call(server, troubled);
    expect(await closed).toBe(code);
    talk.end();
    await untilSaid(neighbour, lastSentence, 'quick');
    expect(wordsIn(neighbour.story.audio, 'quick')).toBe(words(talk.sentences.join('')));
  });
});
