/** What these applications use of a client that comes without types. */
declare module '@jambonz/node-client-ws' {
  import type { EventEmitter } from 'node:events';
  import type { IncomingMessage, Server } from 'node:http';

  type Data = Readonly<Record<string, unknown>>;

  export interface Session extends EventEmitter {
    readonly call_sid: string;
    readonly data: Data;
    readonly isTtsPaused: boolean;
    /** Tokens and flushes that were not sent, and the tokens on the wire that are not answered. */
    readonly commandQueue: readonly unknown[];
    addVerb(verb: string, properties: Data): this;
    send(options?: { readonly execImmediate?: boolean }): void;
    reply(options?: { readonly execImmediate?: boolean }): void;
    sendCommand(command: string, data?: Data): void;
    sendTtsTokens(text: string): Promise<void>;
    flushTtsTokens(): void;
    clearTtsTokens(): void;
    close(): void;
  }

  interface Service extends EventEmitter {
    on(event: string, listener: (session: Session, path: string, request: IncomingMessage) => void): this;
  }

  interface Logger {
    debug(...what: readonly unknown[]): void;
    info(...what: readonly unknown[]): void;
    error(...what: readonly unknown[]): void;
  }

  export function createEndpoint(options: {
    readonly server: Server;
    readonly logger?: Logger;
  }): (options: { readonly path: string }) => Service;
}
