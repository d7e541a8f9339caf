/** Text as a language model writes it, 62 tokens a second: how long from the first token to the first sound. */

import { setTimeout as pause } from 'node:timers/promises';
import { sampleRate } from '../doors/door.js';
import { createEar } from '../ear.js';
import { inRounds } from '../rounds.js';
import { timesRow } from '../rows.js';
import type { Context, Row, Scenario } from '../scenario.js';
import type { ServerProcess } from '../server-process.js';
import { openMany, type SpeechClient } from '../speech-client.js';
import { answer, toTokens } from '../texts.js';
import { withWarmServer } from '../warm-server.js';
import { withResolvers } from '../with-resolvers.js';

const tokenMs = 1_000 / 62;
const loads = [
  { sessions: 1, rounds: 50 },
  { sessions: 32, rounds: 8 },
];

export const streamedTokens: Scenario = {
  name: 'streamed-tokens',
  title: 'Text at 62 tokens a second',
  run: (context) =>
    withWarmServer(async (server) => {
      const rows: Row[] = [];
      for (const { sessions, rounds } of loads) rows.push(await measure(server, sessions, rounds, context));
      return rows;
    }),
};

async function measure(server: ServerProcess, sessions: number, rounds: number, context: Context): Promise<Row> {
  const crowd = sessions === 1 ? 'one session' : `${sessions} sessions`;
  context.progress(crowd);
  const clients = await openMany(server.url, sessions);
  // Alone, what follows the first sound changes nothing, so it is cleared away; in a crowd it is the others' load.
  const speak = sessions === 1 ? untilAudible : throughout;
  const speakers = clients.map((client) => async (textIndex: number) => {
    await pause(Math.random() * tokenMs); // models do not tick in step
    return speak(client, answer(textIndex));
  });
  const times = await inRounds(speakers, {
    rounds: context.amount(rounds),
    warmUp: context.amount(sessions === 1 ? 10 : 1),
    pauseMs: 20,
  });
  for (const client of clients) client.close();
  return timesRow(`tokens-${sessions}`, `${crowd}, 62 tokens/s: first token → first audible sample`, times);
}

async function untilAudible(client: SpeechClient, text: string): Promise<number> {
  const heard = withResolvers<void>();
  const stop = new AbortController();
  const ear = createEar(sampleRate, heard.resolve);
  client.listen(ear.hear);
  const flushed = client.answered('flushed');
  const streaming = streamTokens(client, text, stop.signal);
  await Promise.race([heard.promise, flushed]);
  stop.abort();
  const startedAt = await streaming;
  const cleared = client.answered('cleared');
  client.send({ type: 'clear' });
  await cleared;
  return audibleAfter(ear.audibleAt, startedAt);
}

async function throughout(client: SpeechClient, text: string): Promise<number> {
  const ear = createEar(sampleRate);
  client.listen(ear.hear);
  const flushed = client.answered('flushed');
  const startedAt = await streamTokens(client, text);
  await flushed;
  return audibleAfter(ear.audibleAt, startedAt);
}

function audibleAfter(audibleAt: number | undefined, startedAt: number): number {
  if (audibleAt === undefined) throw new Error('an answer was silent');
  return audibleAt - startedAt;
}

/** Sends each token when it is due, however late the one before it was, and flushes after the last. Answers when
 *  the first was sent. */
async function streamTokens(client: SpeechClient, text: string, stop?: AbortSignal): Promise<number> {
  const [first = '', ...rest] = toTokens(text);
  const startedAt = client.send({ type: 'append', text: first });
  for (const [index, token] of rest.entries()) {
    await pause(Math.max(0, startedAt + (index + 1) * tokenMs - performance.now()));
    if (stop?.aborted) return startedAt;
    client.send({ type: 'append', text: token });
  }
  client.send({ type: 'flush' });
  return startedAt;
}
