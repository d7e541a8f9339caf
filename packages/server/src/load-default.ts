/** Loads what somebody else's module defines: a protocol, an engine. */

import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The default export of a module. `use` is a path that begins with `./`, `../` or `/` and is found from `directory`, a
 *  URL, or a package. Throws what the module throws, or what Node says when there is none. */
export async function loadDefault(use: string, directory: string): Promise<unknown> {
  const isPath = /^(\.{0,2}[\\/]|[a-z]:[\\/])/i.test(use);
  const module: { readonly default?: unknown } = await import(
    isPath ? pathToFileURL(resolve(directory, use)).href : use
  );
  return module.default;
}
