/** An application on jambonz' former client, as it comes from the registry, that does what a test tells it to and tells what it
 *  learns. A process of its own: what goes wrong in that client ends the process. */

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { createEndpoint, type Session } from '@jambonz/node-client-ws';
import { doAnything } from './anything.js';
import type { Order, Report, Verbs } from './messages.js';

const tell = (event: string, data: Report['data'] = {}) => void process.send!({ event, data } satisfies Report);

/** The client catches what it does not expect, and only notes it. */
const note = (...what: readonly unknown[]) =>
  tell('note', { text: String(Object(what[0]).err ?? JSON.stringify(what)) });

const hooks = ['/heard', '/keys'];
const events = ['call:status', 'verb:status', 'jambonz:error', 'tts:streaming-event', 'tts:user_interrupt', ...hooks];

let session: Session | undefined;

function meet(as: string) {
  return (met: Session) => {
    session = met;
    for (const event of events) met.on(event, (data) => tell(event, data));
    met.on('close', (code) => tell('close', { code }));
    tell(as, met.data);
  };
}

const sockets = new Set<Socket>();
const server = createServer();
server.on('connection', (socket) => sockets.add(socket));
const makeService = createEndpoint({ server, logger: { debug: () => undefined, info: note, error: note } });
makeService({ path: '/' }).on('session:new', meet('session:new')).on('session:reconnect', meet('session:reconnect'));
makeService({ path: '/deaf' }).on('session:new', meet('session:new'));
makeService({ path: '/billing' }).on('session:redirect', meet('session:redirect'));
await once(server.listen(0, '127.0.0.1'), 'listening');

process.on('message', (order: Order) => carryOut(order, session!));
process.on('disconnect', () => process.exit());
tell('listening', { address: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/` });

function carryOut(order: Order, to: Session): void {
  switch (order.do) {
    case 'send':
      withVerbs(to, order.verbs).send();
      break;
    case 'queue':
      withVerbs(to, order.verbs).send({ execImmediate: false });
      break;
    case 'reply':
      withVerbs(to, order.verbs).reply();
      break;
    case 'command':
      to.sendCommand(order.command, order.data);
      break;
    case 'tokens':
      void sendAll(to, order.texts);
      break;
    case 'flush':
      to.flushTtsTokens();
      break;
    case 'clear':
      to.clearTtsTokens();
      break;
    case 'close':
      to.close();
      break;
    case 'cut':
      for (const socket of sockets) socket.destroy();
      break;
    case 'anything':
      void doAnything(to, order, tell).then(() => tell('did anything'));
      break;
  }
}

function withVerbs(to: Session, verbs: Verbs): Session {
  for (const { verb, ...properties } of verbs) to.addVerb(verb, properties);
  return to;
}

async function sendAll(to: Session, texts: readonly string[]): Promise<void> {
  const outcomes = await Promise.allSettled(texts.map((text) => to.sendTtsTokens(text)));
  tell('tokens', { outcomes: outcomes.map((one) => (one.status === 'fulfilled' ? 'ok' : String(one.reason))) });
}
