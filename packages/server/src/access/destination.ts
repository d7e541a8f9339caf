/** Where the server may go when somebody else has a say in the URL: only to what the operator allowed, whatever the spelling,
 *  the name server or the other end says. */

import { lookup as systemLookup } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { isLoopback, isPublicAddress } from './addresses.js';

/** One address of a host, as a resolver gives it. */
export interface Address {
  readonly address: string;
  /** 4 or 6. */
  readonly family: number;
}

/** What may be reached. Everything but the hosts has a default. */
export interface DestinationRules {
  /** `hooks.example.com`, `*.example.com` for all names below it, or `*` for every public host. Empty: none is allowed. */
  readonly allowedHosts: readonly string[];
  /** Addresses that may be reached although they are not public: `10.0.0.7`. */
  readonly allowPrivate?: readonly string[];
  /** Whether this machine itself may be reached, on any port and by any name that leads nowhere else. */
  readonly allowLoopback?: boolean;
  readonly ports?: readonly number[];
  /** Every address of a host. */
  readonly lookup?: (hostname: string) => Promise<readonly Address[]>;
}

/** A place that was checked. Connect to these addresses and no others: the name may lead elsewhere by then. */
export interface Destination {
  readonly url: URL;
  readonly addresses: readonly Address[];
}

/** How a place is reached: the schemes with their own ports, and a URL as it should be written. */
export interface Way {
  readonly schemes: Readonly<Record<string, number>>;
  readonly example: string;
}

/** For requests. */
export const overHttp: Way = { schemes: { 'https:': 443, 'http:': 80 }, example: 'https://hooks.example.com/audio' };
/** For sockets. */
export const overWebSocket: Way = { schemes: { 'wss:': 443, 'ws:': 80 }, example: 'wss://agent.example.com/call' };

/** Why a place may not be reached, in words for whoever wrote the URL. What a name leads to is not told, it may be a secret. */
export class DestinationError extends Error {
  readonly reason: 'no-url' | 'not-allowed' | 'no-address';

  constructor(reason: DestinationError['reason'], message: string) {
    super(message);
    this.name = 'DestinationError';
    this.reason = reason;
  }
}

const defaults = {
  allowPrivate: [],
  allowLoopback: false,
  ports: [80, 443, 8080, 8443],
  lookup: (hostname: string) => systemLookup(hostname, { all: true }),
};

type Rules = Required<DestinationRules>;

/** Checks a URL and finds its addresses, once. A `trusted` one was written by the operator: the scheme is all that is asked
 *  of it. Throws a DestinationError. */
export async function findDestination(
  text: string,
  way: Way,
  given: DestinationRules,
  { trusted = false }: { readonly trusted?: boolean } = {},
): Promise<Destination> {
  const rules: Rules = { ...defaults, ...given };
  const url = parse(text, way);
  const host = hostOf(url);
  const objection = trusted ? undefined : objectionTo(url, host, way, rules);
  // What is not allowed by its name may still turn out to be this machine.
  if (objection !== undefined && !rules.allowLoopback) throw objection;
  const addresses = await resolve(host, rules.lookup);
  const isHere = addresses.length > 0 && addresses.every(({ address }) => isIP(address) !== 0 && isLoopback(address));
  if (objection !== undefined && !isHere) throw objection;
  if (addresses.length === 0) throw new DestinationError('no-address', "the URL's host has no address");
  if (!trusted && !(isHere && rules.allowLoopback)) allowAddresses(addresses, host, rules);
  return { url, addresses };
}

/** Answers every question for an address with those that were checked. */
export function pinned(addresses: readonly Address[]): LookupFunction {
  return (_hostname, options, callback) => {
    const [first] = addresses;
    if (options.all || !first) callback(null, [...addresses]);
    else callback(null, first.address, first.family);
  };
}

function parse(text: string, { schemes, example }: Way): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url) throw new DestinationError('no-url', `that is no URL; write one such as ${example}`);
  if (Object.hasOwn(schemes, url.protocol)) return url;
  const known = Object.keys(schemes).map((scheme) => `${scheme}//`);
  throw new DestinationError('not-allowed', `${url.protocol}// is not allowed; use ${known.join(' or ')}`);
}

/** Without the brackets of an IPv6 literal and the dot that ends a full name. */
function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
}

function objectionTo(url: URL, host: string, { schemes }: Way, rules: Rules): DestinationError | undefined {
  if (!leadsAnywhere(rules)) {
    return new DestinationError(
      'not-allowed',
      'this server calls no hosts that its clients name: its operator has allowed none',
    );
  }
  const { allowedHosts, allowPrivate, ports } = rules;
  const port = Number(url.port) || schemes[url.protocol]!;
  if (!ports.includes(port)) {
    return new DestinationError('not-allowed', `port ${port} is not allowed; use ${ports.join(', ')}`);
  }
  if (isListed(host, allowedHosts) || isSameAddress(host, allowPrivate)) return undefined;
  return new DestinationError('not-allowed', "the URL's host is not on this server's list of allowed hosts");
}

function leadsAnywhere({ allowedHosts, allowPrivate, allowLoopback }: Rules): boolean {
  return allowedHosts.length > 0 || allowPrivate.length > 0 || allowLoopback;
}

function isListed(host: string, allowedHosts: readonly string[]): boolean {
  return allowedHosts
    .map((entry) => entry.toLowerCase().replace(/\.$/, ''))
    .some((entry) => entry === '*' || entry === host || (entry.startsWith('*.') && host.endsWith(entry.slice(1))));
}

async function resolve(host: string, lookup: Rules['lookup']): Promise<readonly Address[]> {
  const family = isIP(host);
  return family === 0 ? await lookup(host).catch(() => []) : [{ address: host, family }];
}

/** One bad address among good ones is reason enough: the name is not what it seems. */
function allowAddresses(addresses: readonly Address[], host: string, { allowPrivate }: Rules): void {
  if (addresses.every(({ address }) => isPublicAddress(address) || isSameAddress(address, allowPrivate))) return;
  const who = isIP(host) === 0 ? "the URL's host leads to" : "the URL's host is";
  throw new DestinationError('not-allowed', `${who} an address that is not public`);
}

function isSameAddress(address: string, list: readonly string[]): boolean {
  return isIP(address) !== 0 && list.some((entry) => entry.toLowerCase() === address.toLowerCase());
}
