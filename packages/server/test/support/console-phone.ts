/** A telephone that a test holds: the console's WebSocket, and what went over the wire between server and application. */

import { type Answer, talkTo } from './talk.js';

/** Something that happened in a call: an event of the console by its type, `→ verb:hook` for a message to the application and
 *  `← tts:tokens` for one from it. Streaming events and statuses go by what they say. */
export interface Happening {
  readonly name: string;
  /** The payload of a message; the event itself otherwise. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** What happened and was heard from one moment to another. */
export class Stretch {
  readonly items: readonly (Happening | Buffer)[];

  constructor(items: readonly (Happening | Buffer)[]) {
    this.items = items;
  }

  get names(): readonly string[] {
    return this.happenings.map(({ name }) => name);
  }

  get audio(): Buffer {
    return Buffer.concat(this.items.filter((item) => Buffer.isBuffer(item)));
  }

  /** The text of all tokens, joined. */
  get tokens(): string {
    return this.all('← tts:tokens')
      .map(({ data }) => data.tokens)
      .join('');
  }

  get last(): Happening {
    return this.happenings.at(-1)!;
  }

  all(name: string): readonly Happening[] {
    return this.happenings.filter((happening) => happening.name === name);
  }

  /** What came after the first of this name. */
  after(name: string): Stretch {
    const at = this.items.findIndex((item) => !Buffer.isBuffer(item) && item.name === name);
    if (at === -1) throw new Error(`${name} is not among ${this.names.join(', ')}`);
    return new Stretch(this.items.slice(at + 1));
  }

  private get happenings(): readonly Happening[] {
    return this.items.filter((item): item is Happening => !Buffer.isBuffer(item));
  }
}

export interface ConsolePhone {
  do(command: object): void;
  /** From the end of the last stretch up to and with the next happening of this name. Fails when the console is closed before. */
  until(name: string): Promise<Stretch>;
  /** From the end of the last stretch until so much audio was heard in it. */
  untilHeard(bytes: number): Promise<Stretch>;
  close(): void;
}

/** Settles when the console is ready. */
export async function consolePhone(url: string): Promise<ConsolePhone> {
  const talk = await talkTo(url, { path: '/jambonz/console' });
  const collect = async (what: string, isLast: (item: Happening | Buffer) => boolean) => {
    const items: (Happening | Buffer)[] = [];
    for (let message = await talk.next(); message !== undefined; message = await talk.next()) {
      const item = Buffer.isBuffer(message) ? message : happeningOf(message);
      items.push(item);
      if (isLast(item)) return new Stretch(items);
    }
    throw new Error(`the console was closed before ${what}; there were ${new Stretch(items).names.join(', ')}`);
  };
  const phone: ConsolePhone = {
    do: (command) => talk.say(command),
    until: (name) => collect(name, (item) => !Buffer.isBuffer(item) && item.name === name),
    untilHeard(bytes) {
      let heard = 0;
      return collect(`${bytes} bytes were heard`, (item) => {
        if (Buffer.isBuffer(item)) heard += item.length;
        return heard >= bytes;
      });
    },
    close: () => talk.ws.close(),
  };
  phone.do({ type: 'hello' });
  await phone.until('ready');
  return phone;
}

function happeningOf(event: Answer): Happening {
  if (event.type === 'status') return { name: String(event.call_status), data: event };
  if (event.type !== 'log') return { name: event.type, data: event };
  const {
    type,
    command,
    data = {},
  } = JSON.parse(String(event.text)) as {
    readonly type: string;
    readonly command?: string;
    readonly data?: Happening['data'];
  };
  const details = data.event_type ?? (type === 'call:status' && data.call_status);
  if (event.direction === 'from-app') return { name: `← ${command ?? type}`, data };
  return { name: `→ ${details || type}`, data };
}
