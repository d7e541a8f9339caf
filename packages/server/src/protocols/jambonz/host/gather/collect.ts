/** The `gather` verb's listening. */
import type { Collected } from './collected.js';
import { type ListenTools, listenFor } from './listen-for.js';
import type { Listening } from './options.js';

export interface CollectTools extends Omit<ListenTools, 'hasPrompt' | 'onCollected'> {
  /** Settles when the prompt is over, however it ended; nothing where there is none. Must not reject. */
  readonly promptEnded?: Promise<void>;
  readonly signal: AbortSignal;
}

/** What came of it, for a hook to tell; undefined if the signal aborted before. A prompt that still plays is not wanted any
 *  more, neither then nor when it is interrupted. */
export function collect(options: Listening, tools: CollectTools): Promise<Collected | undefined> {
  const { promptEnded, signal, ...rest } = tools;
  return new Promise((resolve) => {
    if (signal.aborted) return resolve(undefined);
    const abort = () => {
      listener.stop();
      resolve(undefined);
    };
    const onCollected = (collected: Collected) => {
      signal.removeEventListener('abort', abort);
      resolve(collected);
    };
    const listener = listenFor(options, { ...rest, hasPrompt: promptEnded !== undefined, onCollected });
    signal.addEventListener('abort', abort, { once: true });
    void promptEnded?.then(() => listener.promptEnded());
  });
}
