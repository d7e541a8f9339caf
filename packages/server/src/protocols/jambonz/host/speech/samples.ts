/** Linear 16 bit audio as samples. A view where the bytes lie well, else a copy; half a sample at the end is none. */
export function samplesOf(bytes: Uint8Array): Int16Array {
  const length = Math.floor(bytes.byteLength / 2);
  if (bytes.byteOffset % 2 === 0) return new Int16Array(bytes.buffer, bytes.byteOffset, length);
  return new Int16Array(bytes.slice(0, length * 2).buffer);
}
