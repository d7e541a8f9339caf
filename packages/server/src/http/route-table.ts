/** Finds the routes of a path. Built once, from the protocols' lists. */

import { matchPath } from '../protocols/match-path.js';
import type { Protocol, Route } from '../protocols/protocol.js';

/** A route that answers to a path, and what the path says. */
export interface Match {
  readonly protocol: Protocol;
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

export interface RouteTable {
  /** Every route of the path, whatever its method: literal paths before those with parameters, and those before the
   *  ones that take whatever is left. */
  find(path: string): readonly Match[];
}

interface Entry {
  readonly protocol: Protocol;
  readonly route: Route;
  readonly path: string;
}

/** Throws when two protocols claim the same route. `prefix` is where all of them live: empty, or like `/glottis`. */
export function createRouteTable(protocols: readonly Protocol[], prefix = ''): RouteTable {
  const literal = new Map<string, Match[]>();
  const patterns: Entry[] = [];
  const wildcards: Entry[] = [];
  const taken = new Map<string, string>();

  for (const protocol of protocols) {
    for (const route of protocol.routes) {
      const path = trimSlash(prefix) + route.path;
      claim(taken, protocol, route, path);
      if (path.includes('/*')) wildcards.push({ protocol, route, path });
      else if (path.includes('/:')) patterns.push({ protocol, route, path });
      else literal.set(path, [...(literal.get(path) ?? []), { protocol, route, params: {} }]);
    }
  }

  return {
    find(path) {
      return [
        ...(literal.get(path) ?? []),
        ...[...patterns, ...wildcards].flatMap((entry) => match(entry, path) ?? []),
      ];
    },
  };
}

const trimSlash = (prefix: string) => (prefix.endsWith('/') ? prefix.slice(0, -1) : prefix);

function claim(taken: Map<string, string>, protocol: Protocol, route: Route, path: string): void {
  const shape = path.replace(/\/([:*])[^/]+/g, '/$1');
  const name = `${route.type === 'http' ? route.method : 'WebSocket'} ${shape}`;
  const holder = taken.get(name);
  if (holder !== undefined) throw new Error(`${name} is claimed by both ${holder} and ${protocol.name}`);
  taken.set(name, protocol.name);
}

function match({ protocol, route, path: pattern }: Entry, path: string): Match | undefined {
  const params = matchPath(pattern, path);
  return params && { protocol, route, params };
}
