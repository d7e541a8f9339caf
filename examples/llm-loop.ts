/** A language model that speaks while it writes. Writes raw 24 kHz audio to standard output, and what is said to standard
 *  error. Its model follows a script, unless OPENAI_BASE_URL names another: any endpoint shaped as OpenAI's.
 *  node examples/dist/llm-loop.js 'When does it ship?' | ffplay -f s16le -ar 24000 -ch_layout mono - */
import { Glottis } from '@glottis/client';

const {
  GLOTTIS_URL = 'http://127.0.0.1:8080',
  GLOTTIS_KEY,
  OPENAI_BASE_URL,
  OPENAI_API_KEY,
  OPENAI_MODEL,
} = process.env;
const question = process.argv[2] ?? 'When does my order ship?';

const glottis = new Glottis({ baseURL: GLOTTIS_URL, apiKey: GLOTTIS_KEY });
const session = glottis.speech.sessions.create({ voice: 'leah', format: 'pcm_s16le', sample_rate: 24_000 });

const askedAt = performance.now();
const sinceAsked = () => `${(performance.now() - askedAt).toFixed(0)} ms`;
await Promise.all([speak(), listen()]);

/** Hands on every token as it comes. The first ones are spoken while the last ones are not thought of yet. */
async function speak() {
  for await (const token of OPENAI_BASE_URL === undefined ? scriptedModel() : openaiModel(OPENAI_BASE_URL)) {
    process.stderr.write(token);
    session.sendText(token);
  }
  session.sendFinish();
  console.error(`\nwritten after ${sinceAsked()}`);
}

async function listen() {
  let bytes = 0;
  for await (const message of session) {
    if (message.type === 'error') throw new Error(message.error.message);
    if (message.type !== 'audio') continue;
    if (bytes === 0) console.error(`\nfirst audio after ${sinceAsked()}`);
    bytes += message.audio.length;
    process.stdout.write(message.audio);
  }
  console.error(`${(bytes / 48_000).toFixed(1)} s of speech, all of it made after ${sinceAsked()}`);
}

/** Fifty tokens a second, always the same. */
async function* scriptedModel() {
  const answer = `You asked: ${question} Let me see. It leaves our warehouse on Tuesday, and should be with you by Friday.`;
  for (const token of answer.match(/\s*\S{1,4}/g) ?? []) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    yield token;
  }
}

/** The stream of a chat completion: lines of `data: {…}`, the last of which says `[DONE]`. */
async function* openaiModel(baseURL: string) {
  const response = await fetch(`${baseURL}/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${OPENAI_API_KEY ?? 'none'}` },
    body: JSON.stringify({
      model: OPENAI_MODEL ?? 'gpt-4o-mini',
      stream: true,
      messages: [
        {
          role: 'system',
          content: 'You are on the phone. Answer in two or three short sentences, without lists or markup.',
        },
        { role: 'user', content: question },
      ],
    }),
  });
  if (!response.ok || response.body === null) throw new Error(`the model answered with status ${response.status}`);
  for await (const line of lines(response.body.pipeThrough(new TextDecoderStream()))) {
    if (!line.startsWith('data: {')) continue;
    const { choices } = JSON.parse(line.slice('data: '.length)) as {
      choices: { delta: { content?: string | null } }[];
    };
    yield choices[0]?.delta.content ?? '';
  }
}

async function* lines(pieces: AsyncIterable<string>) {
  let rest = '';
  for await (const piece of pieces) {
    const complete = (rest + piece).split('\n');
    rest = complete.pop() ?? '';
    yield* complete;
  }
  yield rest;
}
