/** Callbacks at one side, iteration at the other. */

export interface Inbox<T> extends AsyncIterable<T> {
  push(item: T): void;
  /** No more will come; what is already here is still handed out, then the error is thrown if there is one. */
  end(error?: Error): void;
  /** Ends at once and forgets what is here. */
  drop(): void;
}

/** For one reader. It holds as much as is pushed: whoever pushes bounds it. */
export function createInbox<T>(): Inbox<T> {
  let items: T[] = [];
  let ended = false;
  let failure: Error | undefined;
  let wake = () => {};

  return {
    push(item) {
      if (ended) return;
      items.push(item);
      wake();
    },
    end(error) {
      if (ended) return;
      ended = true;
      failure = error;
      wake();
    },
    drop() {
      ended = true;
      failure = undefined;
      items = [];
      wake();
    },
    async *[Symbol.asyncIterator]() {
      while (true) {
        const item = items.shift();
        if (item !== undefined) yield item;
        else if (failure) throw failure;
        else if (ended) return;
        else
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
      }
    },
  };
}
