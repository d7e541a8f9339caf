/** What is used here of a client that comes without types. */
declare module '@jambonz/node-client-ws' {
  import type { Server } from 'node:http';
  import type { CallSession } from './session.js';

  interface Service {
    on(event: 'session:new' | 'session:reconnect', listener: (session: CallSession) => void): this;
  }

  export function createEndpoint(options: { readonly server: Server }): (options: { readonly path: string }) => Service;
}
