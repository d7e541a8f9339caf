/** Whoever watches a call, so that a mistake of theirs is not the call's. */
import { SpeechError } from '../../../../errors.js';
import { DialError } from '../../../dial.js';
import { AckError } from '../link/link.js';
import type { CallObserver } from './call.js';
import type { CallInfo } from './info.js';

export interface Watch {
  sent(text: string): void;
  received(text: string): void;
  status(info: CallInfo): void;
  /** Something went wrong, in words for a person. */
  problem(message: string): void;
  /** The same, but only the first time. */
  remark(message: string): void;
  /** The same for anything that was thrown; what nobody expected goes to the operator as well. Returns the words. */
  fault(error: unknown): string;
  /** The same for what the operator is to know in any case. */
  alarm(what: string, error: SpeechError): string;
}

/** Of one call: what goes wrong again and again is no news. */
const maxWarnings = 5;

/** The operator is warned a few times; the observer is told everything. */
export function createWatch(observer: CallObserver, warnOperator: (message: string, cause: unknown) => void): Watch {
  const remarks = new Set<string>();
  let warnings = 0;
  const warn = (message: string, cause: unknown) => {
    warnings += 1;
    if (warnings <= maxWarnings) warnOperator(message, cause);
  };
  const tell = (what: () => void) => {
    try {
      what();
    } catch (error) {
      warn('whoever watches a call failed', error);
    }
  };
  const problem = (message: string) => tell(() => observer.onProblem?.(message));

  return {
    sent: (text) => tell(() => observer.onSent?.(text)),
    received: (text) => tell(() => observer.onReceived?.(text)),
    status: (info) => tell(() => observer.onStatus?.(info)),
    problem,
    remark(message) {
      if (!remarks.has(message)) problem(message);
      remarks.add(message);
    },
    fault(error) {
      const message = expected(error) ?? unexpected(error);
      problem(message);
      return message;
    },
    alarm(what, error) {
      warn(what, error);
      problem(error.message);
      return error.message;
    },
  };

  function unexpected(cause: unknown): string {
    const { code, message } = SpeechError.from(cause);
    if (code === 'internal') warn('a call went wrong', cause);
    return message;
  }
}

function expected(error: unknown): string | undefined {
  return error instanceof AckError || error instanceof DialError ? error.message : undefined;
}
