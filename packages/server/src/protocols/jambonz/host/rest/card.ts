/** A call, as jambonz's REST shows it. */
import type { CallInfo } from '../call/info.js';

/** `duration` is always there for clients that count on it; it stays 0 until the call is over. */
export function cardOf(info: CallInfo): object {
  return {
    call_sid: info.callSid,
    account_sid: info.accountSid,
    application_sid: info.applicationSid,
    call_id: info.callId,
    call_status: info.callStatus,
    direction: info.direction,
    from: info.from,
    to: info.to,
    sip_status: info.sipStatus,
    sip_reason: info.sipReason,
    duration: info.duration ?? 0,
    trace_id: info.traceId,
    ...(info.customerData !== undefined && { customer_data: info.customerData }),
  };
}
