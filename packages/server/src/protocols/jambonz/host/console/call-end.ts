/** A console's end of one call: what is heard and seen there. */
import { linear16 } from '../../../../audio/encodings/linear16.js';
import type { Clock } from '../../../../clock.js';
import type { CallObserver } from '../call/call.js';
import type { CallInfo, CallStatus } from '../call/info.js';
import type { Phone } from '../phone.js';
import type { ConsoleEvent } from './messages.js';
import type { Wire } from './wire.js';

export interface CallEnd {
  readonly phone: Phone;
  readonly observer: Required<CallObserver>;
  /** Says which call this is, before anything else of it is said; once. */
  announce(info: CallInfo): void;
}

export interface CallEndParts {
  readonly type: 'calling' | 'ringing';
  readonly sampleRate: number;
  readonly wire: Pick<Wire, 'tell' | 'play'>;
  readonly clock: Clock;
  /** The last status was told. What the application is sent afterwards is still shown; nothing more is heard. */
  onOver(): void;
}

export function createCallEnd({ type, sampleRate, wire, clock, onOver }: CallEndParts): CallEnd {
  const placedAtMs = clock.now();
  let isAnnounced = false;
  let isLive = true;

  const announce = ({ callSid, from, to }: CallInfo) => {
    if (isAnnounced) return;
    isAnnounced = true;
    wire.tell(type === 'calling' ? { type, call_sid: callSid } : { type, call_sid: callSid, from, to });
  };
  const log = (direction: 'to-app' | 'from-app') => (text: string) =>
    wire.tell({ type: 'log', direction, text, at_ms: Math.round(clock.now() - placedAtMs) });

  return {
    announce,
    phone: {
      sampleRate,
      hear(samples) {
        if (isLive) wire.play(linear16.encode(samples));
      },
      hush() {
        if (isLive) wire.tell({ type: 'hush' });
      },
    },
    observer: {
      onSent: log('to-app'),
      onReceived: log('from-app'),
      onProblem: (error) => wire.tell({ type: 'error', error }),
      onStatus(info) {
        announce(info);
        wire.tell(statusOf(info));
        if (!isLive || !overStatuses.includes(info.callStatus)) return;
        isLive = false;
        onOver();
      },
    },
  };
}

const overStatuses: readonly CallStatus[] = ['completed', 'no-answer', 'failed', 'busy'];

function statusOf(info: CallInfo): ConsoleEvent {
  return {
    type: 'status',
    call_sid: info.callSid,
    call_status: info.callStatus,
    sip_status: info.sipStatus,
    sip_reason: info.sipReason,
    ...(info.duration !== undefined && { duration: info.duration }),
    ...(info.callTerminationBy !== undefined && { call_termination_by: info.callTerminationBy }),
  };
}
