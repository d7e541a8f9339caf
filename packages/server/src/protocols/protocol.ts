import type { SpeechError } from '../errors.js';
import type { SpeechService } from '../session/speech.js';

/** A wire protocol: its routes, and how it says that something failed. */
export interface Protocol {
  readonly name: string;
  readonly routes: readonly Route[];
  /** The HTTP answer for what failed before an upgrade, or in a request; `headers` are the request's. */
  refuse(error: SpeechError, visit: Visit, headers: Headers): Response;
  /** How a conversation ends that failed. */
  farewell(error: SpeechError): Farewell;
  /** For protocols with work that no request or socket waits for, such as an answer delivered elsewhere. Called once,
   *  when the server begins to stop: nothing more may be begun. Work under way may finish until `deadline` aborts
   *  (already aborted where the server stops at once); the promise settles when nothing is left running. */
  close?(deadline: AbortSignal): void | Promise<void>;
}

export type Route =
  | {
      readonly type: 'http';
      readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
      /** `/v1/models/:id`: a part with a colon matches anything and is found in `visit.params`; so does a last part with
       *  a star, over several parts. */
      readonly path: string;
      /** The request's signal aborts when the client is gone. */
      handle(request: Request, speech: SpeechService, visit: Visit): Promise<Response>;
    }
  | {
      readonly type: 'websocket';
      readonly path: string;
      /** The largest message a client may send, in bytes. Larger ones end the conversation with `message-too-large`. */
      readonly maxMessageBytes: number;
      /** What throws here is refused with an HTTP answer, before the upgrade. */
      accept(request: Request, speech: SpeechService, visit: Visit): Promise<Acceptance>;
    };

/** One request, as the carrier knows it. */
export interface Visit {
  /** A UUID, version 7: in the log, and wherever the protocol shows a request id. */
  readonly id: string;
  readonly params: Readonly<Record<string, string>>;
}

export interface Acceptance {
  /** For the 101 answer. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Which of the offered subprotocols was chosen. */
  readonly subprotocol?: string;
  /** What happens once the socket is open. What it throws becomes the farewell. */
  readonly converse: Conversation;
  /** How this conversation ends if it fails, where that depends on more than the error; otherwise the protocol's own
   *  farewell. Also asked for what fails outside of `converse`: a message that is too large, a client that does not read. */
  farewell?(error: SpeechError): Farewell;
  /** The socket never opened, although it was accepted: give everything back. */
  abandon?(): void;
}

export type Conversation = (socket: MessageSocket) => Promise<void>;

/** A connected WebSocket, whoever dialled and whatever library carries it. Iterate it once. */
export interface MessageSocket extends AsyncIterable<string | Uint8Array> {
  /** Aborted when the peer is gone. */
  readonly signal: AbortSignal;
  /** Aborted when the server wants to stop: finish what is being spoken, then close. Its reason is a `going-away` SpeechError. */
  readonly draining: AbortSignal;
  /** The next message, for protocols that begin with a hello; undefined when the peer is gone. */
  next(): Promise<string | Uint8Array | undefined>;
  /** Calls back at every ping that the client sends of its own accord; the carrier answers it. Ask once. */
  onPing(listener: () => void): void;
  /** Settles when there is room for more. */
  send(message: string | Uint8Array): Promise<void>;
  close(code?: number, reason?: string): void;
}

/** How a conversation that failed ends: a last message where the protocol has one, then the close frame. */
export interface Farewell {
  readonly message?: string;
  readonly code: number;
  /** The carrier cuts it to the 123 bytes of UTF-8 that a close frame holds. */
  readonly reason: string;
}
