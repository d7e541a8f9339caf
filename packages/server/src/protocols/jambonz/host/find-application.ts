/** Which application is meant: one that the operator configured, by its name, or any, by its address. */
import { SpeechError } from '../../../errors.js';
import { nearest } from '../../../nearest.js';
import type { Application, WireData } from './link/link.js';
import type { HostOptions } from './options.js';

/** What somebody wrote down to be connected. */
export interface WantedApplication {
  /** A name, or a `ws://` or `wss://` address. */
  readonly application: string;
  /** For an address; a configured application has its own. */
  readonly username?: string | undefined;
  readonly password?: string | undefined;
}

export interface FoundApplication {
  /** Undefined for an address. */
  readonly name: string | undefined;
  readonly application: Application;
  /** What the operator sets of its variables. */
  readonly envVars: WireData | undefined;
}

/** Throws `invalid-request` for a name that is not configured, and for what is neither name nor address. `trusted` says whether an
 *  address comes from the operator; then it may lead anywhere. */
export function findApplication(
  { application: wanted, username, password }: WantedApplication,
  { applications }: Pick<HostOptions, 'applications'>,
  trusted = false,
): FoundApplication {
  if (Object.hasOwn(applications, wanted)) {
    const { envVars, ...application } = applications[wanted]!;
    return { name: wanted, application: { ...application, trusted: true }, envVars };
  }
  if (!wanted.includes(':')) throw unknownName(wanted, Object.keys(applications));
  if (!isSocketUrl(wanted)) {
    throw new SpeechError('invalid-request', 'an application is a ws:// or wss:// address; webhooks are not called');
  }
  const credentials = { ...(username !== undefined && { username }), ...(password !== undefined && { password }) };
  return { name: undefined, application: { url: wanted, ...credentials, trusted }, envVars: undefined };
}

/** The operator's variables of an application, and over them those of a caller; undefined where neither has any. */
export function allVariables(configured: WireData | undefined, given: WireData | undefined): WireData | undefined {
  return configured || given ? { ...configured, ...given } : undefined;
}

function isSocketUrl(text: string): boolean {
  return /^wss?:\/\//i.test(text) && URL.canParse(text);
}

function unknownName(wanted: string, names: readonly string[]): SpeechError {
  const [near] = nearest(wanted, names, 1);
  const advice = near === undefined ? 'give its ws:// or wss:// address' : `did you mean ${near}?`;
  return new SpeechError('invalid-request', `no application is configured by that name; ${advice}`);
}
