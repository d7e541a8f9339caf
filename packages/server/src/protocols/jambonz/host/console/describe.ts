/** Which variables an application takes: it says so itself, to an OPTIONS at its own address. */
import type { Outgoing } from '../../../../access/outgoing.js';
import type { Clock } from '../../../../clock.js';
import { SpeechError } from '../../../../errors.js';
import { parseObject } from '../../../json.js';
import { readText } from '../../../read-body.js';
import { readAddress } from '../link/address.js';
import type { Application, WireData } from '../link/link.js';

/** `none`: it answered, and describes nothing that a form could be made of. `forbidden`: this server may not ask it. */
export type Description =
  | { readonly env_vars: WireData }
  | { readonly env_vars: null; readonly reason: 'none' | 'unreachable' | 'forbidden' };

const answerMs = 5000;
const maxBytes = 64 * 1024;
const maxVariables = 200;

/** What it answered, as long as it did so in time. Never throws: that there is nothing to fill in is no failure of a call. */
export async function describeApplication(
  application: Application,
  outgoing: Outgoing,
  clock: Clock,
  signal: AbortSignal,
): Promise<Description> {
  const late = new AbortController();
  const cancel = clock.after(answerMs, () => late.abort());
  try {
    return { env_vars: await ask(application, outgoing, AbortSignal.any([signal, late.signal])) };
  } catch (error) {
    return { env_vars: null, reason: reasonOf(error) };
  } finally {
    cancel();
  }
}

async function ask(application: Application, outgoing: Outgoing, signal: AbortSignal): Promise<WireData> {
  const { url, headers } = readAddress(application);
  const { trusted } = application;
  const answer = await outgoing(url.replace(/^ws/i, 'http'), { method: 'OPTIONS', headers, signal, trusted });
  if (answer.status !== 200) {
    await answer.body?.cancel();
    throw nothingDescribed();
  }
  return checked(parseObject(await readText(answer, maxBytes), 'the answer'));
}

/** A form is made of it, so each variable must at least be described by an object. */
function checked(variables: WireData): WireData {
  const described = Object.values(variables);
  const isOne = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);
  if (described.length > maxVariables || !described.every(isOne)) throw nothingDescribed();
  return variables;
}

function nothingDescribed(): SpeechError {
  return new SpeechError('invalid-message', 'the answer describes no variables');
}

function reasonOf(error: unknown): 'none' | 'unreachable' | 'forbidden' {
  switch (SpeechError.from(error).code) {
    case 'forbidden':
      return 'forbidden';
    case 'invalid-message':
    case 'message-too-large':
      return 'none';
    default:
      return 'unreachable';
  }
}
