/** What a message between the server and an application means to somebody who follows a call. */
import type { Direction, Fields } from '../messages.js';

export type AppMessage =
  /** The application wants this text spoken, whole. */
  | { readonly type: 'says'; readonly text: string }
  | { readonly type: 'plays'; readonly url: string }
  /** It streams a piece of text, which is not taken yet. */
  | { readonly type: 'tokens'; readonly text: string }
  /** The oldest piece without an answer was taken, or not. */
  | { readonly type: 'tokens-result'; readonly isTaken: boolean }
  | { readonly type: 'flush' }
  /** It asked to be told what is heard, or no longer. */
  | { readonly type: 'tracks'; readonly isTracking: boolean }
  | { readonly type: 'clear' }
  | { readonly type: 'stream'; readonly event: string }
  /** What was heard of the streamed text; `isInterrupted` where the rest of it is not going to be. */
  | { readonly type: 'heard'; readonly text: string; readonly isInterrupted: boolean }
  | { readonly type: 'hook'; readonly hook: string; readonly reason: string }
  | { readonly type: 'problem'; readonly text: string };

/** A message may mean several things, such as two verbs that speak, or nothing. */
export function readAppMessage(direction: Direction, text: string): readonly AppMessage[] {
  const message = parsed(text);
  return direction === 'from-app' ? fromApp(message) : toApp(message);
}

/** Whether a message is about a single token: of those there are many. */
export function isTokenTraffic(text: string): boolean {
  const { type, command } = parsed(text);
  return type === 'tts:tokens-result' || command === 'tts:tokens';
}

function fromApp({ type, command, data }: Fields): readonly AppMessage[] {
  if (type === 'ack') return spoken(data);
  switch (command) {
    case 'redirect':
      return spoken(data);
    case 'tts:tokens':
      return [{ type: 'tokens', text: string(fields(data).tokens) }];
    case 'tts:flush':
      return [{ type: 'flush' }];
    case 'tts:clear':
      return [{ type: 'clear' }];
    case 'config':
      return spoken([{ config: data }]);
    default:
      return [];
  }
}

function toApp({ type, hook, data }: Fields): readonly AppMessage[] {
  const { status, event_type, text, bargein, reason, msg, details, error } = fields(data);
  switch (type) {
    case 'tts:tokens-result':
      return [{ type: 'tokens-result', isTaken: status === 'ok' }];
    case 'tts:streaming-event':
      if (event_type === 'tts_spoken') {
        return [{ type: 'heard', text: string(text), isInterrupted: bargein === true }];
      }
      return [{ type: 'stream', event: string(event_type) }];
    case 'verb:hook':
      return [{ type: 'hook', hook: string(hook), reason: string(reason) }];
    case 'jambonz:error':
      return [{ type: 'problem', text: [msg, details ?? error].map(string).filter(Boolean).join(': ') }];
    default:
      return [];
  }
}

/** What a list of verbs says, in order, with the verbs inside others. Both notations are read: `{ verb: 'say', … }` and
 *  `{ say: {…} }`. */
function spoken(verbs: unknown): readonly AppMessage[] {
  if (!Array.isArray(verbs)) return [];
  return verbs.flatMap((item: unknown) => {
    const [name, verb] = unfolded(fields(item));
    if (name === 'say') return texts(verb.text).map((text) => ({ type: 'says', text }) as const);
    if (name === 'play') return texts(verb.url).map((url) => ({ type: 'plays', url }) as const);
    if (name === 'config' && typeof verb.trackTtsPlayout === 'boolean') {
      return { type: 'tracks', isTracking: verb.trackTtsPlayout } as const;
    }
    if (name !== 'gather') return [];
    return spoken(['say', 'play'].filter((key) => key in verb).map((key) => ({ [key]: verb[key] })));
  });
}

function unfolded(item: Fields): readonly [name: string, verb: Fields] {
  if (typeof item.verb === 'string') return [item.verb, item];
  const [name = '', verb] = Object.entries(item)[0] ?? [];
  return [name, fields(verb)];
}

function texts(value: unknown): readonly string[] {
  return [value].flat().filter((text) => typeof text === 'string' && text.trim() !== '') as string[];
}

function parsed(text: string): Fields {
  try {
    return fields(JSON.parse(text));
  } catch {
    return {};
  }
}

function fields(value: unknown): Fields {
  return Object(value) as Fields;
}

function string(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
