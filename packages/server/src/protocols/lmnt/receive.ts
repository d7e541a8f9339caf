/** Wire to session: what each of the client's messages does. */
import { SpeechError } from '../../errors.js';
import type { SpeechSession } from '../../session/speech.js';
import type { Ledger } from './ledger.js';
import { type ClientMessage, parse, type ResetMessage } from './messages.js';
import type { TextWindow } from './text-window.js';

type Message = string | Uint8Array;

/** Marks the flush that is part of finishing, which no client hears of. The others are marked by their nonces. */
const finishing = 'finish';

/** Takes one message after another; throws the SpeechError that ends the conversation. The window for text is undefined
 *  where the client asked for none. */
export function createReception(
  session: SpeechSession,
  ledger: Ledger,
  textWindow: TextWindow | undefined,
): (message: Message) => void {
  const { captions, window, playhead, resets } = ledger;
  let finished = false;

  return (message) => {
    const command = finished ? parseLate(message) : parse(message);
    switch (command?.type) {
      case 'text':
        return append(command.text);
      case 'flush':
        return flush(command.nonce);
      case 'reset':
        return reset(command);
      case 'finish':
        return finish();
      case 'ack':
        return window?.acknowledge(command.bytes);
    }
  };

  function append(text: string): void {
    if (!session.append(text)) {
      throw new SpeechError('text-too-long', 'too much text waits to be spoken; send it as fast as it is spoken');
    }
    captions?.append(text);
    textWindow?.take(text.length);
  }

  function flush(mark: number | typeof finishing): void {
    captions?.flush();
    session.flush(mark);
  }

  function reset(message: ResetMessage): void {
    const playedMs = message.report ? playhead.toSession(message.playedMs) : undefined;
    resets.push(message);
    captions?.reset();
    session.clear(playedMs === undefined ? {} : { playedMs });
    window?.look();
  }

  function finish(): void {
    finished = true;
    flush(finishing);
    session.finish();
  }
}

/** LMNT ignored whatever came after a finish, and nothing of it may cost the last words. Our own additions still count: who
 *  takes those words only bit by bit must say so, and who interrupts them and asks what was heard must be answered. */
function parseLate(message: Message): ClientMessage | undefined {
  try {
    const command = parse(message);
    return command.type === 'ack' || (command.type === 'reset' && command.report) ? command : undefined;
  } catch {
    return undefined;
  }
}

/** The nonce of a flush that a client waits for; none where it only finished. */
export function awaitedNonces(mark: unknown): readonly number[] {
  return typeof mark === 'number' ? [mark] : [];
}
