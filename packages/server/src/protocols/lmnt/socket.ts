/** `/v1/ai/speech/stream` up to its first message, which says who the client is and how it wants to be spoken to. */
import { SpeechError } from '../../errors.js';
import type { Credential, SpeechService, SpeechSession } from '../../session/speech.js';
import { aside } from '../aside.js';
import type { Acceptance, Farewell, MessageSocket, Visit } from '../protocol.js';
import { linger, type SocketTools, speak } from './conversation.js';
import { credentialOf, keyCredential } from './credential.js';
import { dialectOf, isTyped, unknownClient } from './dialect.js';
import { farewellIn } from './errors.js';
import { firstMessage } from './first-message.js';
import { type Init, parseFirst, readInit } from './init.js';
import { format } from './messages.js';
import { commonHeaders } from './response.js';
import { createTextWindow, type TextWindow } from './text-window.js';
import { speechOptions } from './wish.js';

/** Takes everybody in: whoever is to be refused is told in the dialect that the first message shows. */
export function acceptSocket(request: Request, speech: SpeechService, visit: Visit, tools: SocketTools): Acceptance {
  const shown = credentialOf(request.headers, speech.strict);
  let dialect = unknownClient;
  let isTold = false;

  async function talk(socket: MessageSocket): Promise<void> {
    const message = await firstMessage(socket, tools.options.limits.initSeconds, tools.clock);
    if (message === undefined) return;
    const first = parseFirst(message);
    dialect = dialectOf(first);
    const init = readInit(first, tools.options);
    const session = await openSession(init, shown, speech);
    // Not awaited: what goes first is first on the wire all the same, and a client that does not read may still hang up.
    const textWindow = isTyped(dialect) ? welcome(aside(socket), session, init, visit) : undefined;
    await speak(socket, session, { ...tools, init, dialect, textWindow });
  }

  async function tellOlderClient(socket: MessageSocket, error: SpeechError): Promise<void> {
    const { message } = farewell(error);
    if (message !== undefined) aside(socket)(message);
    isTold = true;
    await linger(tools);
  }

  function farewell(error: SpeechError): Farewell {
    const { message, ...closing } = farewellIn(dialect, error, visit.id);
    return isTold || message === undefined ? closing : { message, ...closing };
  }

  return {
    headers: commonHeaders(visit.id),
    farewell,
    async converse(socket) {
      try {
        await talk(socket);
      } catch (cause) {
        if (!isTyped(dialect)) await tellOlderClient(socket, SpeechError.from(cause));
        throw cause;
      }
    },
  };
}

/** What goes beside the audio: `ready`, and, where it was asked for, how much text may come. */
function welcome(
  say: (message: string) => void,
  session: SpeechSession,
  init: Init,
  visit: Visit,
): TextWindow | undefined {
  const ready = { type: 'ready', request_id: visit.id } as const;
  if (!init.textWindow) {
    say(format(ready));
    return undefined;
  }
  const window = createTextWindow(session, (characters) => say(format({ type: 'room', characters })));
  say(format({ ...ready, text_window: window.size }));
  return window;
}

async function openSession(init: Init, shown: Credential | undefined, speech: SpeechService): Promise<SpeechSession> {
  const holder = await speech.authenticate(keyCredential(init.key, speech.strict) ?? shown);
  return speech.open(speechOptions(init.wish, holder, init.timestamps));
}
