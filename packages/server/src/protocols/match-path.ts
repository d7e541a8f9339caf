/** Whether a path is the one that a route names, and what stands in its parameters. */

/** Reads `/v1/models/aura-2` by `/v1/models/:id` as `{ id: 'aura-2' }`; undefined where the path is another one. A
 *  parameter is one whole part, never empty, and percent-decoded where it can be. A last part `*name` takes all that is
 *  left, at least one part. Both paths begin with a slash. */
export function matchPath(pattern: string, path: string): Readonly<Record<string, string>> | undefined {
  const expected = pattern.split('/');
  const parts = path.split('/');
  const restName = expected.at(-1)?.startsWith('*') ? expected.pop()?.slice(1) : undefined;
  const rest = restName === undefined ? undefined : parts.splice(expected.length).join('/');
  if (expected.length !== parts.length || rest === '') return undefined;
  const params: [string, string][] = [];
  for (const [index, name] of expected.entries()) {
    const part = parts[index] ?? '';
    if (!name.startsWith(':')) {
      if (name !== part) return undefined;
    } else {
      if (part === '') return undefined;
      params.push([name.slice(1), decode(part)]);
    }
  }
  if (restName !== undefined && rest !== undefined) params.push([restName, decode(rest)]);
  // Not by assignment: a parameter may be called `__proto__`.
  return Object.fromEntries(params);
}

/** What is not valid percent-encoding is a name like any other: the protocol will not find it. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
