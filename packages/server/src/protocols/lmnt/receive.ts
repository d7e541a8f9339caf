/** Wire to session: what each of the client's messages does. */
import { SpeechError } from '../../errors.js';
import type { SpeechSession } from '../../session/speech.js';
import type { Ledger } from './ledger.js';
import { type ClientMessage, parse, type ResetMessage } from './messages.js';

/** Marks the flush that is part of finishing, which no client hears of. The others are marked by their nonces. */
const finishing = 'finish';

/** Takes one message after another; throws the SpeechError that ends the conversation. */
export function createReception(session: SpeechSession, ledger: Ledger): (message: string | Uint8Array) => void {
  const { captions, window, playhead, resets } = ledger;
  let finished = false;

  return (message) => {
    const command = parse(message);
    if (command.type === 'ack') return window?.acknowledge(command.bytes);
    if (finished && !asksForReport(command)) return;
    switch (command.type) {
      case 'text':
        return append(command.text);
      case 'flush':
        return flush(command.nonce);
      case 'reset':
        return reset(command);
      case 'finish':
        return finish();
    }
  };

  function append(text: string): void {
    if (!session.append(text)) {
      throw new SpeechError('text-too-long', 'too much text waits to be spoken; send it as fast as it is spoken');
    }
    captions?.append(text);
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

/** LMNT ignored whatever came after a finish. Who interrupts the last words of a conversation and wants to know what was
 *  heard of them must still be answered; only our own addition can say so. */
function asksForReport(command: ClientMessage): boolean {
  return command.type === 'reset' && command.report;
}

/** The nonce of a flush that a client waits for; none where it only finished. */
export function nonceOf(mark: unknown): readonly number[] {
  return typeof mark === 'number' ? [mark] : [];
}
