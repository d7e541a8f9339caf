/** The text of a body, or of its first `maxBytes` bytes; what follows is not waited for. */
export async function readUpTo(response: Response, maxBytes: number): Promise<string> {
  if (response.body === null) return '';
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (let bytes = 0; bytes < maxBytes; ) {
    const { value } = await reader.read();
    if (value === undefined) return text + decoder.decode();
    text += decoder.decode(value.subarray(0, maxBytes - bytes), { stream: true });
    bytes += value.length;
  }
  // The rest is of no interest, nor is whether it could be stopped.
  reader.cancel().catch(() => {});
  return text;
}
