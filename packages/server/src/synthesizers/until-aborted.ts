/** Iterates until the source ends or the signal aborts, whichever is first. A `next` that never settles does not hold
 *  it up; the listener is taken off after every step, so a long iteration leaves nothing behind on the signal. */
export async function* untilAborted<T>(
  source: AsyncIterable<T>,
  signal: AbortSignal,
): AsyncGenerator<T, void, undefined> {
  const iterator = source[Symbol.asyncIterator]();
  let ended = false;
  try {
    while (!signal.aborted) {
      const result = await nextOrAborted(iterator, signal);
      if (result === undefined) return;
      if (result.done) {
        ended = true;
        return;
      }
      yield result.value;
    }
  } finally {
    // Not awaited: on a generator that waits, `return` queues behind the wait.
    if (!ended) void Promise.resolve(iterator.return?.()).catch(() => undefined);
  }
}

function nextOrAborted<T>(iterator: AsyncIterator<T>, signal: AbortSignal): Promise<IteratorResult<T> | undefined> {
  return new Promise((resolve, reject) => {
    const stop = () => resolve(undefined);
    signal.addEventListener('abort', stop);
    void iterator
      .next()
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', stop));
  });
}
