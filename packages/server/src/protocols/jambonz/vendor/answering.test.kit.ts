/** jambonz knows no answer to a flush or a clear. What every protocol promises is about these answers, so this adds them. */
import type { SpeechService, SpeechSession } from '../../../session/speech.js';
import type { MessageSocket, Protocol, Route } from '../../protocol.js';

/** The same protocol; behind what it says of an answer of the session, the client is told that there was one. */
export function answering(protocol: Protocol): Protocol {
  return { ...protocol, routes: protocol.routes.map(answeringRoute) };
}

function answeringRoute(route: Route): Route {
  if (route.type === 'http') return route;
  return {
    ...route,
    async accept(request, speech, visit) {
      let socket: MessageSocket | undefined;
      const answer = async (type: string) => socket?.send(JSON.stringify({ type }));
      const acceptance = await route.accept(request, overheard(speech, answer), visit);
      return {
        ...acceptance,
        converse(opened) {
          socket = opened;
          return acceptance.converse(opened);
        },
      };
    },
  };
}

type Answer = (type: string) => Promise<void>;

function overheard(speech: SpeechService, answer: Answer): SpeechService {
  return { ...speech, open: async (options) => withAnswers(await speech.open(options), answer) };
}

function withAnswers(session: SpeechSession, answer: Answer): SpeechSession {
  return {
    voice: session.voice,
    textCapacity: session.textCapacity,
    get ready() {
      return session.ready;
    },
    get settled() {
      return session.settled;
    },
    append: (text) => session.append(text),
    flush: (mark) => session.flush(mark),
    clear: (options) => session.clear(options),
    finish: () => session.finish(),
    close: () => session.close(),
    async *[Symbol.asyncIterator]() {
      for await (const event of session) {
        yield event;
        if (event.type === 'flushed' || event.type === 'cleared') await answer(event.type);
      }
    },
  };
}
