/** What a call says of itself. Keys become snake_case on the wire. */
import type { WireData } from '../link/link.js';

export type CallStatus = 'trying' | 'ringing' | 'in-progress' | 'completed' | 'no-answer' | 'failed' | 'busy';

export interface CallInfo {
  readonly callSid: string;
  readonly direction: 'inbound' | 'outbound';
  readonly from: string;
  readonly to: string;
  readonly callId: string;
  readonly sbcCallid: string;
  readonly accountSid: string;
  readonly applicationSid: string;
  readonly traceId: string;
  readonly callStatus: CallStatus;
  readonly sipStatus: number;
  readonly sipReason: string;
  readonly fsSipAddress: string;
  /** Whole seconds; only of a completed call. */
  readonly duration?: number;
  readonly callTerminationBy?: 'caller' | 'jambonz';
  readonly customerData?: WireData;
}
