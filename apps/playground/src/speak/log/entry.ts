/** What went over a connection, as it is shown. */

export type Entry =
  /** Where a connection was opened. */
  | { readonly type: 'opened'; readonly url: string; readonly atMs: number }
  | { readonly type: 'text'; readonly from: Side; readonly text: string; readonly atMs: number }
  /** One or more messages in a row that are nothing but audio. */
  | {
      readonly type: 'audio';
      readonly from: Side;
      readonly bytes: number;
      readonly messages: number;
      readonly atMs: number;
    }
  | { readonly type: 'closed'; readonly code: number; readonly reason: string; readonly atMs: number };

export type Side = 'client' | 'server';

/** A message longer than this is shown in part. */
const maxShown = 2000;

/** A message as an entry. Keys and tokens are taken out of it, and JSON that carries audio is audio. */
export function messageEntry(from: Side, data: string | { readonly byteLength: number }, atMs: number): Entry {
  if (typeof data !== 'string') return { type: 'audio', from, bytes: data.byteLength, messages: 1, atMs };
  const bytes = audioBytes(data);
  if (bytes !== undefined) return { type: 'audio', from, bytes, messages: 1, atMs };
  return { type: 'text', from, text: shortened(withoutKey(data)), atMs };
}

export function openedEntry(url: string, atMs: number): Entry {
  return { type: 'opened', url: url.replace(/([?&](?:token|key|api_key)=)[^&]*/gi, '$1…'), atMs };
}

/** The two as one, if both are audio of one side; otherwise undefined. */
export function merged(last: Entry | undefined, next: Entry): Entry | undefined {
  if (last?.type !== 'audio' || next.type !== 'audio' || last.from !== next.from) return undefined;
  return { ...last, bytes: last.bytes + next.bytes, messages: last.messages + next.messages };
}

/** How much audio a JSON message carries: SLNG's does so in Base64. */
function audioBytes(message: string): number | undefined {
  const data = /^\{"type":"audio_chunk","data":"([^"]*)"/.exec(message)?.[1];
  if (data === undefined) return undefined;
  return (data.length / 4) * 3 - (/=*$/.exec(data)?.[0].length ?? 0);
}

function withoutKey(message: string): string {
  return message.replace(/("X-API-Key":)"(?:[^"\\]|\\.)+"/g, '$1"…"');
}

function shortened(text: string): string {
  return text.length <= maxShown
    ? text
    : `${text.slice(0, maxShown)}… (${text.length.toLocaleString('en')} characters)`;
}
