/** A small protocol that works: copy the folder, rename it, and change what is different about yours. */
import type { AudioFormat } from '../../audio/format.js';
import { SpeechError } from '../../errors.js';
import type { SpeechEvent } from '../../session/events.js';
import type { SpeechService, SpeechSession } from '../../session/speech.js';
import { converse, type Expression } from '../converse.js';
import type { Acceptance, Protocol, Visit } from '../protocol.js';
import { wireErrors } from './errors.js';
import { format, parse } from './messages.js';

const audio: AudioFormat = { encoding: 'linear16', container: 'none', sampleRate: 24_000 };

export function template(): Protocol {
  return {
    name: 'template',
    routes: [{ type: 'websocket', path: '/template', maxMessageBytes: 65_536, accept }],
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
  const session = await speech.open({ holder, protocol: 'template', voice, format: audio });
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
      return undefined;
  }
}
