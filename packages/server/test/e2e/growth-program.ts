/** Holds many conversations and prints what is left of them, as JSON. Run with --expose-gc. */

import { hum } from '../support/hum.js';
import { close, flush, speak, talkTo } from '../support/talk.js';
import { testServer } from '../support/test-server.js';

type Deepgram = typeof import('../../dist/protocols/deepgram/index.js');
type Options = typeof import('../../dist/protocols/deepgram/options.js');
type Dial = typeof import('../../dist/testing/dial.js');
type TestSpeech = typeof import('../../dist/testing/test-speech.js');

/** What is there after many conversations that was not there before. */
export interface Growth {
  readonly conversations: number;
  /** Of the heap and of the buffers beside it. */
  readonly bytes: number;
  /** Kinds of handles and timers of which there are more than before. */
  readonly resources: readonly string[];
}

/** Until the code is compiled and the pools are filled. */
const warmUpConversations = 500;
const atOnce = 50;

const inMemory = await growthInMemory();
const overSockets = await growthOverSockets();
process.stdout.write(JSON.stringify({ inMemory, overSockets }));

async function growthInMemory(): Promise<Growth> {
  const { deepgram } = await load<Deepgram>('protocols/deepgram/index.js');
  const { deepgramOptions } = await load<Options>('protocols/deepgram/options.js');
  const { dial } = await load<Dial>('testing/dial.js');
  const { testSpeech } = await load<TestSpeech>('testing/test-speech.js');
  // With no more sessions than there are at once, one that is not given back is soon missed.
  const speech = await testSpeech({ synthesizer: hum(), limits: { sessions: atOnce } });
  const protocol = deepgram(deepgramOptions.parse({}));

  const converse = async (index: number) => {
    const dialled = await dial(protocol, speech, new Request('http://localhost/v1/speak'));
    if (dialled instanceof Response) throw new Error(`refused: ${dialled.status}`);
    const { client, ended } = dialled;
    client.send(JSON.stringify(speak('Hello there.')));
    client.send(JSON.stringify(flush));
    await client.next();
    // Every other client hangs up in the middle.
    if (index % 2 === 0) client.close();
    else client.send(JSON.stringify(close));
    await ended;
  };
  return await measure(converse, 10_000);
}

async function growthOverSockets(): Promise<Growth> {
  const server = await testServer({ limits: { pingMs: 1_000_000 } });
  const converse = async (index: number) => {
    const talk = await talkTo(server.url);
    if (index % 4 === 0) talk.say(speak('Hello there.'), flush, close);
    else if (index % 4 === 1) talk.say(close);
    else if (index % 4 === 2) talk.ws.close();
    else talk.ws.terminate();
    await talk.closed;
  };
  const growth = await measure(converse, 2_000, () => server.figures.until('tts_sessions', 0));
  await server.close();
  return growth;
}

/** `settled` waits for what ends later than the conversations. */
async function measure(
  converse: (index: number) => Promise<void>,
  conversations: number,
  settled: () => Promise<unknown> = async () => undefined,
): Promise<Growth> {
  const run = async (count: number) => {
    for (let done = 0; done < count; done += atOnce) {
      await Promise.all(Array.from({ length: atOnce }, (_, index) => converse(index)));
    }
    await settled();
  };
  await run(warmUpConversations);
  const before = await holdings();
  await run(conversations);
  const after = await holdings();
  return {
    conversations,
    bytes: after.bytes - before.bytes,
    resources: [...after.resources].filter(([kind, count]) => count > (before.resources.get(kind) ?? 0)).map(String),
  };
}

async function holdings() {
  // Some things are let go only when others are.
  for (let pass = 0; pass < 5; pass += 1) {
    globalThis.gc?.();
    await new Promise(setImmediate);
  }
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  const resources = new Map<string, number>();
  for (const kind of process.getActiveResourcesInfo()) resources.set(kind, (resources.get(kind) ?? 0) + 1);
  return { bytes: heapUsed + external + arrayBuffers, resources };
}

/** Parts of the server that its users have no need of. */
async function load<Module>(path: string): Promise<Module> {
  return (await import(new URL(path, import.meta.resolve('glottis')).href)) as Module;
}
