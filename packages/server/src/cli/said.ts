/** Messages between a call and its application in few words, whatever stands in them. */

import { printable } from './printable.js';

/** What was said. Neither has control characters, so that a terminal can show them. */
export interface Said {
  readonly name: string;
  readonly details: string;
}

type Data = Readonly<Record<string, unknown>>;

/** Undefined for what is not worth a line: tokens that were taken. */
export function saidToApplication(text: string): Said | undefined {
  const { type, hook, data } = toObject(text);
  const about = toData(data);
  if (type === 'tts:tokens-result' && about.status === 'ok') return undefined;
  const known = Object.hasOwn(aboutCall, String(type)) ? aboutCall[String(type)] : undefined;
  return said(String(type), join(hook, known ? known(about) : data));
}

/** With the tokens, where it brings any. */
export function saidToCall(text: string): Said & { readonly tokens?: string } {
  const { type, command, data, queueCommand } = toObject(text);
  if (type === 'ack') return said('ack', verbsOf(data));
  if (type === undefined) return { name: 'no message', details: printable(shortened(text)) };
  if (type !== 'command') return said(String(type), shortened(text));
  const { tokens } = toData(data);
  if (command === 'tts:tokens' && typeof tokens === 'string') return { ...said(command, ''), tokens };
  const details = Array.isArray(data) ? verbsOf(data) : data;
  return said(String(command), join(queueCommand === true ? 'queued:' : undefined, details));
}

const aboutCall: Readonly<Record<string, (data: Data) => string>> = {
  'session:new': ({ direction, from, to }) => join(direction, 'from', from, 'to', to),
  'call:status': ({ call_status, sip_status, sip_reason }) => join(call_status, sip_status, sip_reason),
  'verb:hook': ({ reason, speech, digits }) => join(reason, transcriptOf(speech), digits),
  'verb:status': ({ event, verb, name }) => join(event, verb ?? name),
  'tts:streaming-event': ({ event_type }) => join(event_type),
  'tts:tokens-result': ({ status, reason }) => join(status, reason),
  'jambonz:error': ({ msg, details }) => join(msg, details),
};

function transcriptOf(speech: unknown): string | undefined {
  const { alternatives } = toData(speech);
  const [first] = Array.isArray(alternatives) ? alternatives : [];
  const { transcript } = toData(first);
  return typeof transcript === 'string' ? JSON.stringify(transcript) : undefined;
}

/** Verbs in either notation: `{"verb":"say","text":"…"}`, `{"say":{"text":"…"}}`. */
function verbsOf(data: unknown): string {
  if (!Array.isArray(data)) return shortened(data);
  return data
    .map((verb) => {
      const { verb: name, ...properties } = toData(verb);
      if (name !== undefined) return verbOf(String(name), properties);
      const [[only, within] = ['', undefined]] = Object.entries(properties);
      return verbOf(only, toData(within));
    })
    .join(', ');
}

function verbOf(name: string, properties: Data): string {
  const shown = nameOf(name);
  if (Object.keys(properties).length === 0) return shown;
  return join(shown, name === 'say' && properties.text !== undefined ? JSON.stringify(properties.text) : properties);
}

function said(name: string, details: string): Said {
  return { name: nameOf(name), details: printable(details) };
}

/** As it is where it looks like one; otherwise quoted, so that it passes for nothing else. */
function nameOf(name: string): string {
  if (/^[\w:./-]{1,40}$/.test(name)) return name;
  return JSON.stringify(printable(name).slice(0, maxName));
}

const maxName = 38;
const maxPart = 160;

function join(...parts: readonly unknown[]): string {
  return parts.map(shortened).filter(Boolean).join(' ');
}

function shortened(part: unknown): string {
  if (part === undefined || part === null) return '';
  const text = typeof part === 'string' ? part : JSON.stringify(part);
  return text.length > maxPart ? `${text.slice(0, maxPart)}…` : text;
}

function toObject(text: string): Data {
  try {
    return toData(JSON.parse(text));
  } catch {
    return {};
  }
}

function toData(value: unknown): Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Data) : {};
}
