/** The model behind any endpoint shaped as OpenAI's chat completions. */
import type { Settings } from './env-vars.js';
import type { Model } from './message.js';

export interface OpenaiOptions extends Pick<Settings, 'restaurant'> {
  /** `https://api.openai.com/v1` */
  readonly baseURL: string;
  readonly key: string;
  /** The model's. */
  readonly name: string;
}

export function openaiModel({ baseURL, key, name, restaurant }: OpenaiOptions): Model {
  const system = {
    role: 'system',
    content: `You answer the telephone of the restaurant ${restaurant}. It is open from Tuesday to Sunday, from noon to ten in the
      evening. You can book tables. What you write is spoken: two or three short sentences, no lists, no markup.
      A message that is only a digit is a key that was pressed: 1 asks when you are open, 2 books a table, 3 asks for a long
      story, 0 says goodbye; but it may also be the answer to a question of yours.`,
  };
  return async function* (messages, signal) {
    const response = await fetch(`${baseURL}/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: JSON.stringify({ model: name, stream: true, messages: [system, ...messages.filter(isSaid)] }),
      signal,
    });
    if (!response.ok || !response.body) throw new Error(`the model answered with status ${response.status}`);
    for await (const line of lines(response.body.pipeThrough(new TextDecoderStream()))) {
      const token = line.startsWith('data: {') ? tokenOf(line.slice('data: '.length)) : '';
      if (token !== '') yield token;
    }
  };
}

const isSaid = ({ content }: { readonly content: string }) => content !== '';

function tokenOf(event: string): string {
  const { choices } = JSON.parse(event) as { choices: { delta: { content?: string | null } }[] };
  return choices[0]?.delta.content ?? '';
}

/** The stream's lines are `data: {…}`, the last of which says `[DONE]`. */
async function* lines(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  for await (const piece of pieces) {
    const complete = (rest + piece).split('\n');
    rest = complete.pop() ?? '';
    yield* complete;
  }
  yield rest;
}
