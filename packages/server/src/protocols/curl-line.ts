/** One line for a shell that has a text spoken into a file. */
export interface CurlLine {
  readonly url: string;
  /** The header that carries the key, as in `Authorization: Bearer $YOUR_KEY`; undefined where none is asked for. */
  readonly keyHeader: string | undefined;
  /** Sent as JSON. It must not contain a single quote. */
  readonly body: object;
  /** Where the answer goes. */
  readonly file: string;
}

/** The key's header is in double quotes, so that the shell may fill it in. */
export function curlLine({ url, keyHeader, body, file }: CurlLine): string {
  const key = keyHeader === undefined ? '' : ` -H "${keyHeader}"`;
  return `curl '${url}'${key} -H 'Content-Type: application/json' -d '${JSON.stringify(body)}' -o ${file}`;
}
