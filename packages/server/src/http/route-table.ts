/** Finds the routes of a path. Built once, from the protocols' lists. */

import type { Protocol, Route } from '../protocols/protocol.js';

/** A route that answers to a path, and what the path says. */
export interface Match {
  readonly protocol: Protocol;
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

export interface RouteTable {
  /** Every route of the path, whatever its method: literal paths before those with parameters. */
  find(path: string): readonly Match[];
}

interface Entry {
  readonly protocol: Protocol;
  readonly route: Route;
  readonly parts: readonly string[];
}

/** Throws when two protocols claim the same route. `prefix` is where all of them live: empty, or like `/glottis`. */
export function createRouteTable(protocols: readonly Protocol[], prefix = ''): RouteTable {
  const literal = new Map<string, Match[]>();
  const patterns: Entry[] = [];
  const taken = new Map<string, string>();

  for (const protocol of protocols) {
    for (const route of protocol.routes) {
      const path = trimSlash(prefix) + route.path;
      claim(taken, protocol, route, path);
      if (path.includes('/:')) patterns.push({ protocol, route, parts: path.split('/') });
      else literal.set(path, [...(literal.get(path) ?? []), { protocol, route, params: {} }]);
    }
  }

  return {
    find(path) {
      const exact = literal.get(path) ?? [];
      if (patterns.length === 0) return exact;
      const parts = path.split('/');
      return [...exact, ...patterns.flatMap((entry) => match(entry, parts) ?? [])];
    },
  };
}

const trimSlash = (prefix: string) => (prefix.endsWith('/') ? prefix.slice(0, -1) : prefix);

function claim(taken: Map<string, string>, protocol: Protocol, route: Route, path: string): void {
  const shape = path.replace(/\/:[^/]+/g, '/:');
  const name = `${route.type === 'http' ? route.method : 'WebSocket'} ${shape}`;
  const holder = taken.get(name);
  if (holder !== undefined) throw new Error(`${name} is claimed by both ${holder} and ${protocol.name}`);
  taken.set(name, protocol.name);
}

function match(entry: Entry, parts: readonly string[]): Match | undefined {
  if (entry.parts.length !== parts.length) return undefined;
  const params: [string, string][] = [];
  for (const [index, expected] of entry.parts.entries()) {
    const part = parts[index] ?? '';
    if (!expected.startsWith(':')) {
      if (expected !== part) return undefined;
    } else {
      if (part === '') return undefined;
      params.push([expected.slice(1), decode(part)]);
    }
  }
  return { protocol: entry.protocol, route: entry.route, params: Object.fromEntries(params) };
}

/** What is not valid percent-encoding is a name like any other: the protocol will not find it. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
