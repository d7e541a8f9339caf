/** Replays the host's transcripts: the application and the caller are played, what we say to the application is compared. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { deferred } from '../../../deferred.js';
import type { AppMessage } from './app.test.kit.js';
import type { CallOrder } from './call/call.js';
import { createWorld } from './call/call.test.kit.js';
import type { CallInfo } from './call/info.js';
import { sidOf } from './call/record.js';

/** Every conversation of a folder, byte for byte. `>` is what the application says, `<` what it is told, `*` what the caller does,
 *  `=` the host's options where they are not the defaults, `#` what the conversation is about. No time goes by but while the caller
 *  listens. `< [audio]` is speech to its end, `<msgid>` the message's id, and in an acknowledgement that of the last question;
 *  `<990 characters>` are as many without the end of a sentence, `…` is what may be looked up in `introduction.txt`. */
export function replayHostTranscripts(folder: URL): void {
  describe('jambonz: its transcripts of calls', () => {
    for (const file of readdirSync(folder)) {
      it(`replays ${file}`, async () => replay(readFileSync(new URL(file, folder), 'utf8')));
    }
  });
}

async function replay(transcript: string): Promise<void> {
  const lines = transcript.split('\n').filter((line) => line !== '');
  const options = lines.find((line) => line.startsWith('= '))?.slice(2) ?? '{}';
  const stage = await createStage(JSON.parse(options));
  for (const line of lines) {
    const [direction, text] = [line.slice(0, 2), line.slice(2)];
    if (direction === '* ') await stage.act(text);
    if (direction === '> ') stage.say(text);
    if (direction === '< ') await stage.expect(text);
  }
  expect(await stage.rest()).toEqual([]);
}

async function createStage(options: object) {
  const { app, place, pass, settle } = await createWorld({ options });
  const sent: string[] = [];
  const pickedUp = deferred();
  const isPickedUp = pickedUp.promise.then(() => true);
  const observer = { onSent: (text: string) => void sent.push(text) };
  let placed: ReturnType<typeof place> | undefined;
  let question: AppMessage | undefined;

  const phone = () => {
    if (!placed) throw new Error('a transcript begins with "* calls" or "* is called"');
    return placed;
  };
  const deeds: readonly (readonly [deed: RegExp, act: (word: string) => unknown])[] = [
    [/^calls$/, () => begin({})],
    [/^is called$/, () => begin({ direction: 'outbound', pickedUp: isPickedUp })],
    [/^picks up$/, pickedUp.resolve],
    [/^says (.+)$/, (text) => phone().call.say(text, true)],
    [/^begins to speak$/, () => phone().call.interrupt()],
    [/^presses (.)$/, (digit) => phone().call.press(digit)],
    [/^hangs up$/, () => phone().call.hangUp()],
    [/^listens for (.+) s$/, (seconds) => pass(Number(seconds) * 1000)],
    [/^hears nothing for (.+) s$/, (seconds) => hearNothing(Number(seconds) * 1000)],
  ];

  async function act(text: string): Promise<void> {
    await settle();
    const known = deeds.find(([deed]) => deed.test(text));
    if (!known) throw new Error(`a caller cannot do that: ${text}`);
    const [deed, act] = known;
    await act(deed.exec(text)?.[1] ?? '');
  }

  function begin(order: Partial<CallOrder>): void {
    placed = place({ observer, ...order });
  }

  /** Until something was heard, and nothing more is for a while. */
  async function hear(): Promise<void> {
    const count = () => phone().heard.length;
    const before = count();
    let quietMs = 0;
    while (count() === before || quietMs < 100) {
      const soFar = count();
      await pass(20);
      quietMs = count() === soFar ? quietMs + 20 : 0;
      if (quietMs > 10_000) throw new Error('nothing is heard');
    }
  }

  async function hearNothing(durationMs: number): Promise<void> {
    const before = phone().heard.length;
    await pass(durationMs);
    expect(phone().heard.length - before).toBe(0);
  }

  async function receive(expected: string): Promise<void> {
    const message = await app.next();
    if (['session:new', 'verb:hook'].includes(message.type)) question = message;
    const text = sent.shift()!;
    const ids = { msgid: message.msgid, ...idsOf(phone().call.info) };
    expect(completed(filledIn(expected, ids), text)).toBe(text);
  }

  return {
    act,
    say: (text: string) => app.send(filledIn(text, { msgid: question?.msgid ?? '' })),
    async expect(text: string): Promise<void> {
      if (text === '[audio]') await hear();
      else if (text.startsWith('close ')) expect(`close ${await app.connections[0]?.closed}`).toBe(text);
      else await receive(text);
    },
    /** What was said to the application and not expected. */
    async rest(): Promise<readonly string[]> {
      await phone().call.ended;
      return sent;
    },
  };
}

function idsOf(info: CallInfo): Readonly<Record<string, string>> {
  return {
    call_sid: info.callSid,
    call_id: info.callId,
    sbc_callid: info.sbcCallid,
    account_sid: info.accountSid,
    application_sid: info.applicationSid,
    trace_id: info.traceId,
    service_provider_sid: sidOf('service provider'),
  };
}

function filledIn(text: string, ids: Readonly<Record<string, string>>): string {
  return text
    .replaceAll(/<(\w+)>/g, (placeholder, name) => ids[name] ?? placeholder)
    .replaceAll(/<(\d+) characters>/g, (_, count) => 'and so on '.repeat(Number(count)).slice(0, Number(count)));
}

/** What is left out is filled in from what came, so that a difference is shown where it is. */
function completed(expected: string, text: string): string {
  const [first = '', ...others] = expected.split('…');
  return others.reduce((shown, part, at) => {
    const isLast = at === others.length - 1;
    const end = isLast ? text.length - part.length : text.indexOf(part, shown.length);
    return shown + text.slice(shown.length, Math.max(shown.length, end)) + part;
  }, first);
}
