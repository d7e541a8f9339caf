/** Shows a call to somebody who is not the operator, without the variables that the operator configured: they may be secrets. */
import type { CallObserver } from './call/call.js';
import type { WireData } from './link/link.js';

const mask = '•••';

/** Of an application's variables, those that somebody gave for this call are theirs to see. The others are masked by their names in
 *  what we send; and strings among them wherever a message repeats them, as applications do that hand a key on. */
export function discreet(observer: CallObserver, configured: WireData = {}, given: WireData = {}): CallObserver {
  const names = Object.keys(configured).filter((name) => !Object.hasOwn(given, name));
  if (names.length === 0) return observer;
  const secrets = secretsIn(names.map((name) => configured[name]));
  const veil = (text: string) => secrets.reduce((shown, secret) => shown.replaceAll(secret, mask), text);
  return {
    ...observer,
    onSent: (text) => observer.onSent?.(inStrings(withoutVariables(text, names), veil)),
    onReceived: (text) => observer.onReceived?.(inStrings(text, veil)),
    onProblem: (message) => observer.onProblem?.(veil(message)),
  };
}

/** A shorter string stands in too many places for other reasons, and is no good secret. */
const minSecretLength = 8;

/** The longest first, as one may be a part of another. A message in a message has them as they stand in JSON. */
function secretsIn(values: readonly unknown[]): readonly string[] {
  const secrets = stringsIn(values).filter(({ length }) => length >= minSecretLength);
  const quoted = secrets.map((secret) => JSON.stringify(secret).slice(1, -1));
  return [...new Set([...secrets, ...quoted])].sort((a, b) => b.length - a.length);
}

function stringsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}

/** Of a message of ours; whichever it is, its variables stand in the same place. */
function withoutVariables(text: string, names: readonly string[]): string {
  if (!text.includes('"env_vars"')) return text;
  const message = JSON.parse(text) as { readonly data: { readonly env_vars?: WireData } };
  const { env_vars } = message.data;
  if (env_vars === undefined) return text;
  const masked = Object.fromEntries(names.map((name) => [name, mask]));
  return JSON.stringify({ ...message, data: { ...message.data, env_vars: { ...env_vars, ...masked } } });
}

/** A string to its end, which may be missing in what is no JSON: so each character is read once, whatever it is. */
const literals = /"(?:[^"\\]|\\.)*"?/gs;

/** Looks at what strings say, since there are several ways to write the same one; and then at the rest. */
function inStrings(text: string, veil: (text: string) => string): string {
  const veiledIn = (literal: string) => {
    const said = read(literal);
    const veiled = veil(said);
    return veiled === said ? literal : JSON.stringify(veiled);
  };
  return veil(text.replaceAll(literals, veiledIn));
}

/** Empty for what is no JSON. */
function read(literal: string): string {
  try {
    return JSON.parse(literal) as string;
  } catch {
    return '';
  }
}
