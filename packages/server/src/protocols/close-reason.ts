/** Fits a reason into a close frame, for whatever carries a conversation: protocols write reasons of any length. */

/** A control frame holds 125 bytes, and the code takes two. */
const maxReasonBytes = 123;

/** At most 123 bytes of UTF-8, cut between characters. */
export function closeReason(reason: string): string {
  const bytes = Buffer.from(reason);
  if (bytes.length <= maxReasonBytes) return reason;
  let end = maxReasonBytes;
  // Bytes that begin with the bits 10 continue a character.
  while ((bytes.readUInt8(end) & 0xc0) === 0x80) end -= 1;
  return bytes.toString('utf8', 0, end);
}
