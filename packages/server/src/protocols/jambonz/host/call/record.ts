/** What a call says of itself, kept up to date. */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Clock } from '../../../../clock.js';
import type { WireData } from '../link/link.js';
import type { CallOrder } from './call.js';
import type { CallInfo, CallStatus } from './info.js';

/** What a change of status brings. */
export interface StatusChange {
  readonly callStatus: CallStatus;
  /** What was, where it is left out. */
  readonly sipStatus?: number;
  readonly sipReason?: string;
  readonly callTerminationBy?: 'caller' | 'jambonz';
}

export interface CallRecord {
  readonly info: CallInfo;
  /** Whether it was picked up at some time. */
  readonly wasAnswered: boolean;
  change(change: StatusChange): void;
  tag(data: WireData): void;
}

export function createRecord(order: CallOrder, clock: Clock, onChange: (info: CallInfo) => void): CallRecord {
  let info = firstInfo(order);
  let answeredMs: number | undefined;
  return {
    get info() {
      return info;
    },
    get wasAnswered() {
      return answeredMs !== undefined;
    },
    change(change) {
      if (change.callStatus === 'in-progress') answeredMs = clock.now();
      const seconds = Math.floor((clock.now() - (answeredMs ?? clock.now())) / 1000);
      info = { ...info, ...change, ...(change.callStatus === 'completed' && { duration: seconds }) };
      onChange(info);
    },
    tag(customerData) {
      info = { ...info, customerData };
    },
  };
}

function firstInfo({ direction, from, to, holder, application, tag }: CallOrder): CallInfo {
  return {
    callSid: randomUUID(),
    direction,
    from,
    to,
    callId: randomUUID(),
    sbcCallid: randomUUID(),
    accountSid: sidOf(`account ${holder.id}`),
    applicationSid: sidOf(`application ${withoutCredentials(application.url)}`),
    traceId: randomBytes(16).toString('hex'),
    callStatus: 'trying',
    sipStatus: 100,
    sipReason: 'Trying',
    fsSipAddress: '127.0.0.1:5060',
    ...(tag && { customerData: tag }),
  };
}

/** Who knows the sid must not be able to try passwords against it. */
function withoutCredentials(url: string): string {
  return url.replace(/^([a-z]+:\/\/)[^/?#]*@/i, '$1');
}

/** The same for the same thing, in the form of a UUID of version 8. */
export function sidOf(thing: string): string {
  const hex = createHash('sha256').update(thing).digest('hex');
  const variant = '89ab'[Number.parseInt(hex.charAt(16), 16) % 4];
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
