/** A browser's WebSocket whose server is the test. */
import type { Driver, DriverEvent, SocketClass, Wish } from './driver.js';

type Listener = (event: object) => void;

export class FakeSocket {
  static readonly opened: FakeSocket[] = [];
  readonly url: string;
  readonly protocols: readonly string[];
  readonly sent: Record<string, unknown>[] = [];
  readyState = 0;
  binaryType = '';
  readonly #listeners = new Map<string, Listener[]>();

  constructor(url: string, protocols: readonly string[] = []) {
    this.url = url;
    this.protocols = protocols;
    FakeSocket.opened.push(this);
  }

  addEventListener(type: string, listener: Listener): void {
    this.#listeners.set(type, [...(this.#listeners.get(type) ?? []), listener]);
  }

  send(message: string): void {
    this.sent.push(JSON.parse(message) as Record<string, unknown>);
  }

  close(): void {
    this.readyState = 3;
  }

  open(): void {
    this.readyState = 1;
    this.#tell('open', {});
  }

  say(message: object | Uint8Array<ArrayBuffer>): void {
    this.#tell('message', { data: message instanceof Uint8Array ? message.buffer : JSON.stringify(message) });
  }

  end(code: number, reason = ''): void {
    this.readyState = 3;
    this.#tell('close', { code, reason });
  }

  #tell(type: string, event: object): void {
    for (const listener of this.#listeners.get(type) ?? []) listener(event);
  }
}

const server = {
  base: 'http://host',
  http: (path: string) => `http://host${path}`,
  ws: (path: string) => `ws://host${path}`,
  root: (path: string) => `http://host${path}`,
};

/** Connects a driver, and waits until its socket was made. */
export async function dial(driver: Driver, changes: Partial<Wish> = {}, key?: string) {
  const events: DriverEvent[] = [];
  const before = FakeSocket.opened.length;
  const connection = driver.connect(
    { voice: 'leah', language: undefined, speed: 1, format: driver.formats[0]!, ...changes },
    {
      server,
      key,
      WebSocket: FakeSocket as unknown as SocketClass,
      grantToken: async () => 'granted',
    },
    (event) => void events.push(event),
  );
  for (let turns = 0; turns < 20 && FakeSocket.opened.length === before; turns += 1) await Promise.resolve();
  const socket = FakeSocket.opened.at(-1)!;
  return { connection, socket, events };
}
