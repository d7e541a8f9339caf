/** The little of MessagePack that is needed to ask a peer to speak. */

export type Packable = string | boolean | { readonly [key: string]: Packable };

/** Encodes maps, strings of up to 64 KiB and booleans. Throws RangeError for a map of more than 15 entries. */
export function pack(value: Packable): Buffer {
  if (typeof value === 'boolean') return Buffer.of(value ? 0xc3 : 0xc2);
  if (typeof value === 'string') return packString(value);
  const entries = Object.entries(value);
  if (entries.length > 15) throw new RangeError(`a map of ${entries.length} entries is not offered; use at most 15`);
  return Buffer.concat([
    Buffer.of(0x80 | entries.length),
    ...entries.flatMap(([key, item]) => [pack(key), pack(item)]),
  ]);
}

function packString(value: string): Buffer {
  const bytes = Buffer.from(value);
  const header = Buffer.of(0xda, 0, 0);
  header.writeUInt16BE(bytes.length, 1);
  return Buffer.concat([header, bytes]);
}
