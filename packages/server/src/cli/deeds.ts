/** What a caller does, as it is written on the command line and typed during a call. */

import type { PlacedCall } from './calls.js';
import { type Given, UsageError } from './flags.js';

export type Deed =
  | { readonly type: 'say'; readonly text: string }
  | { readonly type: 'press'; readonly digits: string }
  | { readonly type: 'interrupt' }
  | { readonly type: 'hangup' };

/** What `--say` and `--press` ask for. Throws a UsageError for what is no key, or too much to say. */
export function deedOf({ name, value }: Given): Deed {
  if (name === 'say') return { type: 'say', text: sayable(value) };
  const digits = value.toUpperCase();
  if (!/^[0-9*#A-D]+$/.test(digits)) {
    throw new UsageError(`--press is "${value}"; there are the keys 0 to 9, *, # and A to D`);
  }
  return { type: 'press', digits };
}

/** What a call takes at once. */
const maxCharacters = 5000;

function sayable(text: string): string {
  if (text.length <= maxCharacters) return text;
  throw new UsageError(`--say has ${text.length} characters; at most ${maxCharacters} are said at once`);
}

/** A typed line is said, but for those that begin with a slash. Throws a UsageError for what is none of them; undefined for an
 *  empty line. */
export function typedDeed(line: string): Deed | undefined {
  const text = line.trim();
  if (text === '') return undefined;
  if (!text.startsWith('/')) return { type: 'say', text };
  const [, name, rest = ''] = /^\/(\S*)\s*(.*)$/s.exec(text) ?? [];
  switch (name) {
    case 'press':
      return deedOf({ name, value: rest.replace(/\s/g, '') });
    case 'interrupt':
    case 'hangup':
      return { type: name };
    default:
      throw new UsageError(`/${name} is not known; there are /press 1, /interrupt and /hangup`);
  }
}

export function perform(call: PlacedCall, deed: Deed): void {
  switch (deed.type) {
    case 'say':
      call.say(deed.text, true);
      break;
    case 'press':
      for (const digit of deed.digits) call.press(digit);
      break;
    case 'interrupt':
      call.interrupt();
      break;
    case 'hangup':
      call.hangUp();
      break;
  }
}
