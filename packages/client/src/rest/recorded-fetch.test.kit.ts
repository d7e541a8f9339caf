/** A `fetch` for tests: it answers from a list, and remembers what it was asked. */

export interface Asked {
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;
  readonly body: unknown;
  readonly signal: AbortSignal;
}

export interface RecordedFetch {
  readonly fetch: typeof globalThis.fetch;
  readonly asked: Asked[];
}

/** What to answer with; an Error is what the network does, `never` is a server that does not answer. */
export type Answer = Response | Error | 'never';

export function recordedFetch(...answers: Answer[]): RecordedFetch {
  const asked: Asked[] = [];
  const fetch = async (url: unknown, init: RequestInit = {}): Promise<Response> => {
    const signal = init.signal as AbortSignal;
    asked.push({
      url: String(url),
      method: init.method ?? 'GET',
      headers: new Headers(init.headers),
      body: typeof init.body === 'string' ? JSON.parse(init.body) : init.body,
      signal,
    });
    const answer = answers.shift();
    if (answer === undefined) throw new Error('nobody expected this request');
    if (answer instanceof Error) throw answer;
    return answer === 'never' ? aborted(signal) : answer;
  };
  return { fetch, asked };
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason));
  });
}
