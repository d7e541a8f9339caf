/** The same as on the page, in code that can be pasted. */
import type { Driver, Wish } from '../drivers/driver.js';

export interface Shown extends Wish {
  readonly driver: Driver;
  /** Of the server: `https://host/prefix`. */
  readonly base: string;
  readonly keyed: boolean;
  readonly text: string;
  /** What the voice speaks by itself, where that is known. */
  readonly ownLanguage: string | undefined;
}

export interface Snippet {
  readonly id: string;
  readonly title: string;
  /** The protocol that the server must speak for it. */
  readonly protocol: string;
  write(shown: Shown): string;
}

/** A string of JavaScript, in single quotes. */
export function quoted(text: string): string {
  const inner = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${inner}'`;
}

/** An argument of a shell, in single quotes. */
export function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** Where a key comes from: it is never written into what is copied. */
export function keyInCode(keyed: boolean): string {
  return keyed ? 'process.env.GLOTTIS_KEY' : "'any'";
}

/** The rate of raw audio; other formats have their own. */
export function rateOf({ format }: Wish): number {
  return format.coding === 'file' ? 24000 : format.sampleRate;
}

/** The address with which a WebSocket begins. */
export function wsBase(base: string): string {
  return base.replace(/^http/, 'ws');
}

/** `, speed: 1.2` and the like: what is as it would be anyway is left out. */
export function options(values: Readonly<Record<string, string | number | undefined>>): string {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `, ${name}: ${typeof value === 'string' ? quoted(value) : value}`)
    .join('');
}

/** A speed that is worth saying. */
export function spokenSpeed({ speed }: Wish): number | undefined {
  return speed === 1 ? undefined : speed;
}
