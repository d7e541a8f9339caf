/** How sessions and requests end, told in plain data. */

import { AbortError, ApiError, ConnectionError, Glottis, type SpeechSession } from '@glottis/client';

export interface Access {
  readonly url: string;
  readonly apiKey?: string | undefined;
}

/** What a loop over a session saw. */
export interface Ending {
  /** The types of its messages; several of one type in a row count as one. */
  readonly messages: readonly string[];
  /** What an error message said. */
  readonly said?: string | undefined;
  readonly thrown?: Thrown | undefined;
}

export interface Thrown {
  readonly name: string;
  readonly message: string;
  readonly closeCode?: number | undefined;
  readonly status?: number | undefined;
  readonly requestId?: string | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly cause?: string | undefined;
}

/** A session, and the loop over it. */
export interface Hearing {
  /** Settles when the first message of a type is there. */
  seen(type: string): Promise<void>;
  readonly ending: Promise<Ending>;
  abort(reason: string): void;
}

/** Has a text spoken to its end; without one, the session stays open and says nothing. */
export function hear(access: Access, text?: string, signal?: AbortSignal): Hearing {
  const controller = new AbortController();
  const { sessions } = client(access).speech;
  const session = sessions.create({ voice: 'leah', format: 'pcm_s16le', signal: signal ?? controller.signal });
  if (text !== undefined) {
    session.sendText(text);
    session.sendFinish();
  }
  const messages: string[] = [];
  let look = () => {};
  return {
    seen: (type) =>
      new Promise((resolve) => {
        look = () => void (messages.includes(type) && resolve());
        look();
      }),
    ending: listen(session, messages, () => look()),
    abort: (reason) => controller.abort(reason),
  };
}

/** A session whose signal has aborted before it is opened. */
export function hearTooLate(access: Access): Promise<Ending> {
  return hear(access, 'Hello.', AbortSignal.abort('too late')).ending;
}

async function listen(session: SpeechSession, messages: string[], look: () => void): Promise<Ending> {
  let said: string | undefined;
  try {
    for await (const message of session) {
      if (message.type !== messages.at(-1)) messages.push(message.type);
      look();
      if (message.type === 'error') said = `${message.error.type}: ${message.error.message}`;
    }
    return { messages, said };
  } catch (error) {
    return { messages, said, thrown: describe(error) };
  }
}

/** How many bytes of speech were read, or what was thrown. `abortWhen` aborts before the answer, or once its body flows. */
export async function generate(
  access: Access,
  text: string,
  abortWhen?: 'asked' | 'answered',
): Promise<number | Thrown> {
  const controller = new AbortController();
  try {
    const asked = client(access).speech.generate(
      { voice: 'leah', format: 'pcm_s16le', text },
      { signal: controller.signal },
    );
    if (abortWhen === 'asked') controller.abort('changed my mind');
    const response = await asked;
    if (abortWhen === 'answered') controller.abort('changed my mind');
    return (await response.arrayBuffer()).byteLength;
  } catch (error) {
    return describe(error);
  }
}

/** How many voices there are, or what was thrown. */
export async function countVoices(access: Access): Promise<number | Thrown> {
  try {
    return (await client(access).voices.list()).length;
  } catch (error) {
    return describe(error);
  }
}

function client({ url, apiKey }: Access): Glottis {
  return new Glottis({ baseURL: url, apiKey });
}

function describe(error: unknown): Thrown {
  if (!(error instanceof Error)) return { name: 'none', message: String(error) };
  const { name, message, cause } = error;
  const about = { name, message, ...(cause !== undefined && { cause: String(cause) }) };
  if (error instanceof AbortError) return about;
  if (error instanceof ConnectionError) return { ...about, closeCode: error.closeCode };
  if (!(error instanceof ApiError)) return about;
  const { status, requestId, retryAfterMs } = error;
  return { ...about, status, requestId, retryAfterMs };
}
