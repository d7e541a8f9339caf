/** Requests to addresses that a client can influence. Only what the operator allowed is reached, whatever the spelling, the
 *  name server or the other end says. */

import { lookup as systemLookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { SpeechError } from '../errors.js';
import { isPublicAddress } from './addresses.js';
import { type Address, type OutgoingInit, send } from './send.js';

/** Like `fetch`, for one request that follows no redirect. Throws `forbidden` for what is not allowed, `invalid-request` for what
 *  is no URL or does not answer. Reading a body that is too long throws `message-too-large`. */
export type Outgoing = (url: string, init?: OutgoingInit) => Promise<Response>;

/** What may be reached, and for how long. Everything but the hosts has a default. */
export interface OutgoingOptions {
  /** `hooks.example.com`, `*.example.com` for all names below it, or `*` for every public host. Empty: nothing is allowed. */
  readonly allowedHosts: readonly string[];
  /** Addresses that may be reached although they are not public: `10.0.0.7`. */
  readonly allowPrivate?: readonly string[];
  readonly ports?: readonly number[];
  /** How long nothing may move. */
  readonly idleMs?: number;
  /** How long a request may take in all. */
  readonly deadlineMs?: number;
  /** The longest body that may be answered. */
  readonly maxResponseBytes?: number;
  /** Every address of a host. */
  readonly lookup?: (hostname: string) => Promise<readonly Address[]>;
}

const defaults = {
  allowPrivate: [],
  ports: [80, 443, 8080, 8443],
  idleMs: 5_000,
  deadlineMs: 120_000,
  maxResponseBytes: 2 * 1024 * 1024,
  lookup: (hostname: string) => systemLookup(hostname, { all: true }),
};

/** Makes a way out of the server that leads to the listed hosts only. */
export function createOutgoing(options: OutgoingOptions): Outgoing {
  const rules: Rules = { ...defaults, ...options };
  return async (text, init = {}) => {
    const url = parse(text);
    const host = hostOf(url);
    allowDestination(url, host, rules);
    const addresses = await resolve(host, rules.lookup);
    for (const { address } of addresses) allowAddress(address, host, rules);
    return await send(url, addresses, init, rules);
  };
}

type Rules = Required<OutgoingOptions>;

function parse(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url)
    throw new SpeechError('invalid-request', 'that is no URL; write one such as https://hooks.example.com/audio');
  return url;
}

/** Without the brackets of an IPv6 literal and the dot that ends a full name. */
function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
}

function allowDestination(url: URL, host: string, { allowedHosts, allowPrivate, ports }: Rules): void {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new SpeechError('forbidden', `${url.protocol}// is not allowed; use https:// or http://`);
  }
  const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
  if (!ports.includes(port)) throw new SpeechError('forbidden', `port ${port} is not allowed; use ${ports.join(', ')}`);
  if (!isListed(host, allowedHosts) && !isSameAddress(host, allowPrivate)) {
    throw new SpeechError('forbidden', "the URL's host is not on this server's list of allowed hosts");
  }
}

function isListed(host: string, allowedHosts: readonly string[]): boolean {
  return allowedHosts
    .map((entry) => entry.toLowerCase().replace(/\.$/, ''))
    .some((entry) => entry === '*' || entry === host || (entry.startsWith('*.') && host.endsWith(entry.slice(1))));
}

/** Once: what is checked here is what is connected to, so that a name server cannot change its mind in between. */
async function resolve(host: string, lookup: Rules['lookup']): Promise<readonly Address[]> {
  const family = isIP(host);
  if (family !== 0) return [{ address: host, family }];
  const addresses = await lookup(host).catch(() => []);
  if (addresses.length === 0) throw new SpeechError('invalid-request', "the URL's host has no address");
  return addresses;
}

/** One bad address among good ones is reason enough: the name is not what it seems. The address is not told, it may be a secret. */
function allowAddress(address: string, host: string, { allowPrivate }: Rules): void {
  if (isPublicAddress(address) || isSameAddress(address, allowPrivate)) return;
  const who = isIP(host) === 0 ? "the URL's host leads to" : "the URL's host is";
  throw new SpeechError('forbidden', `${who} an address that is not public`);
}

function isSameAddress(address: string, list: readonly string[]): boolean {
  return isIP(address) !== 0 && list.some((entry) => entry.toLowerCase() === address.toLowerCase());
}
