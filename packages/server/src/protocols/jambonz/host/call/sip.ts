/** What SIP says of a call's state. No SIP is spoken here, but applications know calls by it. */

export const ringing = { callStatus: 'ringing', sipStatus: 180, sipReason: 'Ringing' } as const;
export const answered = { callStatus: 'in-progress', sipStatus: 200, sipReason: 'OK' } as const;
/** Given up before it was answered. */
export const terminated = { callStatus: 'no-answer', sipStatus: 487, sipReason: 'Request Terminated' } as const;
export const unavailable = { sipStatus: 480, sipReason: 'Temporarily Unavailable' } as const;

const reasons: ReadonlyMap<number, string> = new Map([
  [403, 'Forbidden'],
  [404, 'Not Found'],
  [408, 'Request Timeout'],
  [480, 'Temporarily Unavailable'],
  [486, 'Busy Here'],
  [487, 'Request Terminated'],
  [488, 'Not Acceptable Here'],
  [500, 'Server Internal Error'],
  [503, 'Service Unavailable'],
  [600, 'Busy Everywhere'],
  [603, 'Decline'],
]);

/** The usual words for a status of a rejection. */
export function reasonFor(sipStatus: number): string {
  return reasons.get(sipStatus) ?? 'Rejected';
}
