/** Where an application is, and how often its owner wants it to be tried. */
import { DialError } from '../../../dial.js';
import type { Application } from './link.js';

export interface Address {
  /** Without credentials and fragment, neither of which goes over the wire in a URL; otherwise as it was written. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** How often the first connection is tried again, and how many connections there may be in all: 1 to 5. */
  readonly retries: number;
  /** Whether a first connection that failed so is tried again. */
  isWorthRetrying(error: DialError): boolean;
}

/** Takes an address apart: `wss://user:password@host/path?query#rc=2&rp=ct,5xx`. Throws a `forbidden` DialError for no URL. */
export function readAddress({ url: written, username, password }: Application): Address {
  if (!URL.canParse(written))
    throw new DialError('forbidden', 'that is no URL; write one such as wss://app.example.com/');
  const [withoutFragment = '', fragment = ''] = splitAt(written, '#');
  const parsed = new URL(withoutFragment);
  const credentials = username === undefined ? credentialsOf(parsed) : `${username}:${password ?? ''}`;
  const wishes = new URLSearchParams(fragment);
  const policy = (wishes.get('rp') || 'ct').split(',').map((name) => name.trim());
  return {
    url: hasCredentials(parsed) ? withoutCredentials(parsed) : withoutFragment,
    headers: { 'User-Agent': 'jambonz', ...(credentials !== undefined && { Authorization: basic(credentials) }) },
    retries: retriesOf(wishes.get('rc')),
    isWorthRetrying: (error) => classesOf(error).some((name) => policy.includes(name)),
  };
}

const maxRetries = 5;

/** As jambonz reads it: what is no number, or zero, is the default. */
function retriesOf(written: string | null): number {
  const count = Math.abs(Number.parseInt(written ?? '', 10));
  return Math.min(count || maxRetries, maxRetries);
}

/** The names of the retry policy that cover a failure. Time may have run out while connecting or while waiting for an answer:
 *  that is not told apart. What is forbidden stays so, however often it is tried. */
function classesOf({ reason, status = 0 }: DialError): readonly string[] {
  switch (reason) {
    case 'unreachable':
      return ['all', 'ct'];
    case 'timed-out':
      return ['all', 'ct', 'rt'];
    case 'refused':
      return ['all', `${Math.floor(status / 100)}xx`];
    case 'forbidden':
      return [];
  }
}

function splitAt(text: string, separator: string): readonly string[] {
  const at = text.indexOf(separator);
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function hasCredentials({ username, password }: URL): boolean {
  return username !== '' || password !== '';
}

function credentialsOf(url: URL): string | undefined {
  return hasCredentials(url) ? `${decoded(url.username)}:${decoded(url.password)}` : undefined;
}

function withoutCredentials(url: URL): string {
  const bare = new URL(url);
  bare.username = '';
  bare.password = '';
  return bare.href;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // A percent sign that encodes nothing stands for itself.
  }
}

function basic(credentials: string): string {
  return `Basic ${Buffer.from(credentials).toString('base64')}`;
}
