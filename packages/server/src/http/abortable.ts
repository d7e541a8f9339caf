/** Waits that a signal can end. */

/** Settles as the promise does, or fails with the signal's reason where that aborts first. Leaves no listener behind. */
export async function abortable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  let leave = () => {};
  const aborted = new Promise<never>((_, reject) => {
    leave = () => reject(signal.reason);
    signal.addEventListener('abort', leave, { once: true });
    if (signal.aborted) leave();
  });
  return await Promise.race([promise, aborted]).finally(() => signal.removeEventListener('abort', leave));
}
