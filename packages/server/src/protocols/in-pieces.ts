/** Cuts long audio into messages of at most so many bytes, which must be a multiple of a sample. */
export function inPieces(audio: Uint8Array, maxBytes: number): readonly Uint8Array[] {
  if (audio.length <= maxBytes) return [audio];
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < audio.length; at += maxBytes) pieces.push(audio.subarray(at, at + maxBytes));
  return pieces;
}
