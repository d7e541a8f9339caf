/** Keys as jambonz writes them on the wire. */
import type { WireData } from './link.js';

/** Writes every key in snake_case, at every level, but for what lies below a key that is not ours. */
export function snakeCased(data: WireData): WireData {
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [wireKey(key), notOurs.has(key) ? value : converted(value)]),
  );
}

/** What lies below these belongs to the application, the operator or SIP, and passes as it came: ids too, which are compared. */
const notOurs: ReadonlySet<string> = new Set(['customerData', 'sip', 'envVars', 'env_vars', 'args', 'id']);

function wireKey(key: string): string {
  // The others are written as they are; only of the variables jambonz's own name is in snake_case.
  if (key === 'envVars') return 'env_vars';
  return notOurs.has(key) ? key : snakeCase(key);
}

function converted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(converted);
  return typeof value === 'object' && value !== null ? snakeCased(value as WireData) : value;
}

/** `sipStatus` and `X-Status` become `sip_status` and `x_status`. A key with separators has no other word boundaries. */
function snakeCase(key: string): string {
  if (/[-_.: ]/.test(key)) return key.toLowerCase().replaceAll(/[-.: ]+/g, '_');
  return key.replaceAll(/(?<=.)[A-Z]/g, (capital) => `_${capital}`).toLowerCase();
}
