/** A client of SLNG's unified socket, with nothing but the `ws` package. */

import { type Answer, type Heard, type Talk, type TalkOptions, talkTo } from './talk.js';

export const bridge = '/v1/bridges/unmute/tts';
export const unified = `${bridge}/slng/deepgram/aura:2-en`;

export const init = { type: 'init', voice: 'aura-2-thalia-en' };
export const text = (words: string, flush?: boolean) => ({ type: 'text', text: words, ...(flush && { flush }) });
export const flush = { type: 'flush' };
export const clear = { type: 'clear' };
export const cancel = { type: 'cancel' };
export const close = { type: 'close' };
export const keepalive = { type: 'keepalive' };

/** What pipecat sends along, and says first. */
export const pipecat = {
  headers: { 'user-agent': 'Python/3.12 websockets/15.0.1', authorization: 'Bearer any' },
  init: {
    type: 'init',
    config: { encoding: 'linear16', sample_rate: 24000, language: 'en' },
    voice: 'aura-2-thalia-en',
  },
};

/** Opens the socket and says nothing yet. */
export function dialSlng(url: string, options: TalkOptions = {}): Promise<Talk> {
  return talkTo(url, { path: unified, ...options });
}

/** Opens the socket and begins a session; settles with its ready. */
export async function talkToSlng(url: string, options: TalkOptions & { readonly init?: object } = {}): Promise<Talk> {
  const { init: first = init, ...dialling } = options;
  const talk = await dialSlng(url, dialling);
  talk.say(first);
  await talk.until('ready');
  return talk;
}

/** The audio of JSON messages. */
export function chunksOf(answers: readonly Answer[]): Buffer {
  const chunks = answers.filter(({ type }) => type === 'audio_chunk');
  return Buffer.concat(chunks.map(({ data }) => Buffer.from(String(data), 'base64')));
}

/** The types of all messages that are neither audio nor about segments. */
export function endingsOf({ answers }: Pick<Heard, 'answers'>): readonly string[] {
  return answers.map(({ type }) => type).filter((type) => type !== 'audio_chunk' && !type.startsWith('segment_'));
}
