/** What was dialled last, in this browser. Passwords and variables are not kept. */

export interface Dialled {
  readonly application: string;
  readonly address: string;
  readonly username: string;
  readonly from: string;
  readonly to: string;
}

export interface Memory {
  recall(): Partial<Dialled>;
  keep(dialled: Dialled): void;
}

const item = 'glottis-call';
const names = ['application', 'address', 'username', 'from', 'to'] as const;

/** Browsers may refuse their storage, and then nothing is kept. */
export function createMemory(storage: () => Pick<Storage, 'getItem' | 'setItem'>): Memory {
  return {
    recall() {
      try {
        const kept = Object(JSON.parse(storage().getItem(item) ?? '{}')) as Record<string, unknown>;
        return Object.fromEntries(
          names.flatMap((name) => (typeof kept[name] === 'string' ? [[name, kept[name]]] : [])),
        );
      } catch {
        return {};
      }
    },
    keep(dialled) {
      try {
        storage().setItem(item, JSON.stringify({ ...dialled, address: withoutPassword(dialled.address) }));
      } catch {
        // Then it has to be typed again.
      }
    },
  };
}

function withoutPassword(address: string): string {
  return address.replace(/^(\w+:\/\/)[^/?#]*@/, '$1');
}
