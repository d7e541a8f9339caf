/** What the server says about itself, in `playground/about.json`. */

export interface About {
  readonly version: string;
  /** Whether it asks for a key. */
  readonly keyed: boolean;
  /** The names of the protocols that it speaks. */
  readonly protocols: readonly string[];
  /** The path of its metrics on this host; undefined where they are not. */
  readonly metrics: string | undefined;
  /** Whether it places calls. */
  readonly calls: boolean;
}

/** Reads the answer; what it does not say is not there. */
export function readAbout(value: unknown): About {
  const { version, keyed, protocols, metrics, calls } = Object(value) as Record<string, unknown>;
  return {
    version: typeof version === 'string' ? version : '',
    keyed: keyed === true,
    protocols: Array.isArray(protocols) ? protocols.filter((name) => typeof name === 'string') : [],
    metrics: typeof metrics === 'string' ? metrics : undefined,
    calls: calls === true,
  };
}

/** Asks the server. Throws an Error where it does not answer. */
export async function fetchAbout(url: string): Promise<About> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`the server answered ${response.status} when asked about itself`);
  return readAbout(await response.json());
}
