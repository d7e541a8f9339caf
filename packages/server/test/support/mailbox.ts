/** Things that wait for those who ask, in the order in which they came. */

export interface Mailbox<Item> {
  put(item: Item): void;
  /** The next one that is wanted; those before it are passed over for good. Fails once nothing more can come. */
  next(isWanted: (item: Item) => boolean): Promise<Item>;
  /** Nothing more comes. */
  end(why: string): void;
}

/** For one who asks at a time. */
export function mailbox<Item>(): Mailbox<Item> {
  const items: Item[] = [];
  let why: string | undefined;
  let changed = () => {};

  return {
    put(item) {
      items.push(item);
      changed();
    },
    async next(isWanted) {
      for (;;) {
        for (let item = items.shift(); item !== undefined; item = items.shift()) if (isWanted(item)) return item;
        if (why !== undefined) throw new Error(why);
        await new Promise<void>((resolve) => {
          changed = resolve;
        });
      }
    },
    end(reason) {
      why = reason;
      changed();
    },
  };
}
