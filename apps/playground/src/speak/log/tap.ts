/** A WebSocket that lets both sides be overheard. */
import type { SocketClass } from '../drivers/driver.js';
import { type Entry, messageEntry, openedEntry } from './entry.js';

/** A class for who takes one. Of a connection that was refused before it opened, nothing but the attempt is seen: browsers show no more. */
export function tapped(hear: (entry: Entry) => void, now: () => number): SocketClass {
  return class extends WebSocket {
    constructor(url: string, protocols: string[] = []) {
      super(url, protocols);
      hear(openedEntry(url, now()));
      this.addEventListener('message', ({ data }: MessageEvent<string | ArrayBuffer>) => {
        hear(messageEntry('server', data, now()));
      });
      this.addEventListener('close', ({ code, reason }) => hear({ type: 'closed', code, reason, atMs: now() }));
    }

    override send(data: string | ArrayBuffer): void {
      hear(messageEntry('client', data, now()));
      super.send(data);
    }
  };
}
