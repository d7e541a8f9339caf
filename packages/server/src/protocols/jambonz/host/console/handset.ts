/** The telephone of a console: one call at a time, placed from it or ringing at it. */
import type { Clock } from '../../../../clock.js';
import { SpeechError } from '../../../../errors.js';
import type { Call } from '../call/call.js';
import type { Caller } from '../phone.js';
import type { WaitingPhone } from '../phones.js';
import { type Bell, startBell } from './bell.js';
import { type CallEnd, createCallEnd } from './call-end.js';
import type { Wire } from './wire.js';

export interface Handset extends WaitingPhone {
  /** Begins the call that `place` makes of this end of it. Throws `invalid-message` while there is another. */
  call(place: (end: CallEnd) => Call): void;
  /** To a call that rings; throws `invalid-message` where none does. */
  answer(): void;
  decline(): void;
  /** What can be done to the call that there is. Throws `invalid-message` where there is none. */
  readonly caller: Caller;
  /** Declines a call that rings, and ends any other. Throws `invalid-message` where there is none. */
  hangUp(): void;
  /** Settles when there is no call. */
  free(): Promise<void>;
}

export interface HandsetParts {
  readonly sampleRate: number;
  readonly wire: Pick<Wire, 'tell' | 'play'>;
  readonly clock: Clock;
}

interface Current {
  /** While it rings. */
  bell: Bell | undefined;
  /** Undefined while it is being placed. */
  call: Call | undefined;
}

export function createHandset(parts: HandsetParts): Handset {
  let current: Current | undefined;
  const onFree: (() => void)[] = [];

  const begin = (type: 'calling' | 'ringing', bell: Bell | undefined, place: (end: CallEnd) => Call): Call => {
    const mine: Current = { bell, call: undefined };
    const onOver = () => {
      if (current !== mine) return;
      mine.bell?.stop(false);
      current = undefined;
      for (const callback of onFree.splice(0)) callback();
    };
    current = mine;
    try {
      const end = createCallEnd({ ...parts, type, onOver });
      const call = place(end);
      mine.call = call;
      end.announce(call.info);
      // A call is over with its last status; this is for one that never came to say it.
      void call.ended.then(onOver);
      return call;
    } catch (error) {
      onOver();
      throw error;
    }
  };
  const ringing = (): Bell => {
    const bell = current?.bell;
    if (!current || !bell) throw new SpeechError('invalid-message', 'no call is ringing');
    current.bell = undefined;
    return bell;
  };
  const theCall = (): Call => {
    if (!current?.call) throw new SpeechError('invalid-message', 'there is no call');
    return current.call;
  };

  return {
    get isFree() {
      return current === undefined;
    },
    call(place) {
      if (current) throw new SpeechError('invalid-message', 'there is a call already; hang up first');
      begin('calling', undefined, place);
    },
    ring(place, timeoutMs) {
      const bell = startBell(timeoutMs, parts.clock);
      return begin('ringing', bell, (end) => place({ ...end, pickedUp: bell.pickedUp }));
    },
    answer: () => ringing().stop(true),
    decline: () => ringing().stop(false),
    get caller() {
      return theCall();
    },
    hangUp() {
      if (current?.bell) ringing().stop(false);
      else theCall().hangUp();
    },
    async free() {
      if (current) await new Promise<void>((resolve) => onFree.push(resolve));
    },
  };
}
