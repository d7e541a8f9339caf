/** Reads a setting's value from text, as the environment and the command line give it. */

import type { Field } from './fields.js';

/** What cannot be read stays text: the schema then says what it expected. */
export function readText(text: string, { kind, nullable }: Field): unknown {
  const trimmed = text.trim();
  if (nullable && /^(off|none|null)$/i.test(trimmed)) return null;
  switch (kind) {
    case 'number':
      return trimmed === '' || Number.isNaN(Number(trimmed)) ? text : Number(trimmed);
    case 'boolean':
      return readBoolean(trimmed) ?? text;
    case 'list':
      return items(trimmed);
    case 'map':
      return readMap(trimmed) ?? text;
    case 'text':
      return text;
  }
}

function readBoolean(text: string): boolean | undefined {
  if (/^(true|1|yes|on)$/i.test(text)) return true;
  if (/^(false|0|no|off)$/i.test(text)) return false;
  return undefined;
}

/** `a, b` or one per line. */
function items(text: string): readonly string[] {
  return text
    .split(/[,\r\n]/)
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

/** `a=b, c=d`. */
function readMap(text: string): Readonly<Record<string, string>> | undefined {
  const pairs = items(text).map((item) => item.split('='));
  if (pairs.some((pair) => pair.length !== 2)) return undefined;
  return Object.fromEntries(pairs.map(([name = '', value = '']) => [name.trim(), value.trim()]));
}
