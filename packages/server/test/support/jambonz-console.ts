/** Whoever calls an application of jambonz's from a console: what they do, by its name, and all that came of it. */

import { type ConsolePhone, consolePhone, Stretch } from './console-phone.js';

export interface CallWishes {
  readonly username?: string;
  readonly password?: string;
  readonly from?: string;
  readonly to?: string;
  readonly env_vars?: Readonly<Record<string, unknown>>;
}

export interface JambonzConsole {
  /** `application` is an address, or a name from the settings. */
  call(application: string, wishes?: CallWishes): void;
  answer(): void;
  say(text: string, isFinal?: boolean): void;
  /** One key after the other. */
  press(keys: string): void;
  interrupt(): void;
  hangUp(): void;
  /** Anything else that a console may say. */
  do(command: object): void;
  /** From the end of the last stretch up to and with the next happening of this name, or the one so many after it. */
  until(name: string, times?: number): Promise<Stretch>;
  /** From the end of the last stretch until so much audio was heard in it. */
  untilHeard(bytes: number): Promise<Stretch>;
  /** All that was waited for so far, from the beginning. */
  readonly story: Stretch;
  close(): void;
}

/** Settles when the console is ready. Calls to `console` ring at it. */
export async function jambonzConsole(url: string): Promise<JambonzConsole> {
  const phone = await consolePhone(url);
  let story = new Stretch([]);
  const told = async (stretch: Promise<Stretch>) => {
    const { items } = await stretch;
    story = new Stretch([...story.items, ...items]);
    return items;
  };
  return {
    ...deeds(phone),
    async until(name, times = 1) {
      const items: Stretch['items'][number][] = [];
      for (let time = 0; time < times; time += 1) items.push(...(await told(phone.until(name))));
      return new Stretch(items);
    },
    untilHeard: async (bytes) => new Stretch(await told(phone.untilHeard(bytes))),
    get story() {
      return story;
    },
    close: () => phone.close(),
  };
}

function deeds({ do: act }: Pick<ConsolePhone, 'do'>) {
  return {
    do: act,
    call: (application: string, wishes: CallWishes = {}) => act({ type: 'call', application, ...wishes }),
    answer: () => act({ type: 'answer' }),
    say: (text: string, isFinal = true) => act({ type: 'say', text, final: isFinal }),
    press(keys: string) {
      for (const digit of keys) act({ type: 'press', digit });
    },
    interrupt: () => act({ type: 'interrupt' }),
    hangUp: () => act({ type: 'hangup' }),
  };
}
