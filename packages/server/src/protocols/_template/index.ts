/** A small protocol that works: copy the folder, rename it, and change what is different about yours. */
import { z } from 'zod';
import type { AudioFormat } from '../../audio/format.js';
import { SpeechError } from '../../errors.js';
import type { SpeechEvent } from '../../session/events.js';
import type { SpeechService, SpeechSession } from '../../session/speech.js';
import { converse, type Expression } from '../converse.js';
import { defineProtocol } from '../definition.js';
import type { Acceptance, Protocol, Visit } from '../protocol.js';
import { wireErrors } from './errors.js';
import { type ClientMessage, format, parse } from './messages.js';

const name = 'template';
const audio: AudioFormat = { encoding: 'linear16', container: 'none', sampleRate: 24_000 };

/** What an operator may set. */
const options = z.strictObject({
  maxMessageBytes: z.number().int().min(1024).max(1_048_576).default(65_536).meta({
    description: 'the largest message that a client may send',
  }),
});

export default defineProtocol({ name, options, example, create });

/** The space completes the sentence, which is then spoken without a flush. */
function example(url: string, key: string | undefined): string {
  const authorization = key === undefined ? '' : ` -H "Authorization: Bearer ${key}"`;
  const message = JSON.stringify({ type: 'text', text: 'Hello, world. ' } satisfies ClientMessage);
  return `npx wscat -c '${url.replace(/^http/, 'ws')}/template'${authorization} -x '${message}'`;
}

function create({ maxMessageBytes }: z.output<typeof options>): Protocol {
  return {
    name,
    routes: [{ type: 'websocket', path: '/template', maxMessageBytes, accept }],
    refuse: (error) => Response.json({ error: error.message }, { status: wireErrors[error.code].status }),
    farewell: (error) => ({
      message: format({ type: 'error', message: error.message }),
      code: wireErrors[error.code].close,
      reason: error.code,
    }),
  };
}

async function accept(request: Request, speech: SpeechService, visit: Visit): Promise<Acceptance> {
  const secret = request.headers.get('authorization')?.replace(/^Bearer /i, '');
  const holder = await speech.authenticate(secret === undefined ? undefined : { kind: 'either', secret });
  const voice = new URL(request.url).searchParams.get('voice') ?? '';
  const session = await speech.open({ holder, protocol: name, voice, format: audio });
  return {
    async converse(socket) {
      await socket.send(format({ type: 'ready', id: visit.id }));
      await converse(socket, session, { receive: (message) => receive(message, session), express });
    },
    abandon: () => session.close(),
  };
}

/** Wire to session. Never waits. */
function receive(message: string | Uint8Array, session: SpeechSession): void {
  const command = parse(message);
  switch (command.type) {
    case 'text':
      if (!session.append(command.text)) throw new SpeechError('text-too-long', 'more text than the buffer holds');
      break;
    case 'flush':
      session.flush();
      break;
    case 'clear':
      session.clear();
      break;
    case 'finish':
      session.finish();
      break;
  }
}

/** Session to wire. */
function express(event: SpeechEvent): Expression {
  switch (event.type) {
    case 'audio':
      return event.data;
    case 'flushed':
      return format({ type: 'flushed' });
    case 'cleared':
      return format({ type: 'cleared', spoken: event.heard.textSpoken });
    case 'segment':
    case 'timestamps':
    case 'failed':
      return undefined;
  }
}
