/** The questions that verbs put to an application's hooks. */

export interface Hooks {
  /** Gives the verbs of the answer to whoever takes them, whenever it comes. Settles when it has, or when the application has sent
   *  verbs for the end of the list instead. Throws what asking throws before. */
  ask(put: () => Promise<readonly unknown[]>, take: (verbs: readonly unknown[]) => void): Promise<void>;
  /** The application sent verbs for the end of the list. A client that is asked something may answer so, and acknowledges
   *  nothing then. */
  answeredByQueue(): void;
}

export function createHooks(): Hooks {
  const open: (() => void)[] = [];
  return {
    async ask(put, take) {
      let release = () => {};
      const released = new Promise<void>((resolve) => {
        release = resolve;
      });
      open.push(release);
      try {
        await Promise.race([put().then(take), released]);
      } finally {
        const at = open.indexOf(release);
        if (at !== -1) open.splice(at, 1);
      }
    },
    answeredByQueue: () => open.pop()?.(),
  };
}
