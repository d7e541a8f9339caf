import type { SpeechSessionMessage } from './messages.js';

/** What a message costs beside its content, in bytes, so that a flood of tiny ones is bounded too. */
const overheadBytes = 128;

interface Entry {
  readonly message: SpeechSessionMessage;
  readonly bytes: number;
}

/** What has arrived and nobody has taken yet, in order. */
export class Inbox {
  #entries: Entry[] = [];
  #bytes = 0;
  #ending: { readonly error?: unknown } | undefined;
  #changed: (() => void)[] = [];

  /** How much memory the waiting messages take, roughly. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Adds a message that was so many bytes long on the wire. */
  put(message: SpeechSessionMessage, wireBytes: number): void {
    const entry = { message, bytes: wireBytes + overheadBytes };
    this.#entries.push(entry);
    this.#bytes += entry.bytes;
    this.#wake();
  }

  /** The next message, in order; undefined after the last one. Throws what `end` was given. */
  async next(): Promise<SpeechSessionMessage | undefined> {
    // The message stays here until its taker really runs: until then a reset may still drop it.
    while (this.#entries.length === 0 && this.#ending === undefined) {
      await new Promise<void>((resolve) => this.#changed.push(resolve));
    }
    const entry = this.#entries.shift();
    if (entry === undefined && this.#ending?.error !== undefined) throw this.#ending.error;
    this.#bytes -= entry?.bytes ?? 0;
    return entry?.message;
  }

  /** Forgets all speech, and keeps what answers to commands. Returns how many bytes of audio there were. */
  dropSpeech(): number {
    let audioBytes = 0;
    this.#entries = this.#entries.filter(({ message, bytes }) => {
      if (!isSpeech(message)) return true;
      this.#bytes -= bytes;
      if (message.type === 'audio') audioBytes += message.audio.length;
      return false;
    });
    return audioBytes;
  }

  /** Nothing more will come. What is still here can be taken; then the error is thrown, if there is one. */
  end(error?: unknown): void {
    this.#ending ??= { error };
    this.#wake();
  }

  /** Nothing more will be handed out, not even what is here; the error, if there is one, is thrown at once. */
  abandon(error?: unknown): void {
    this.#entries = [];
    this.#bytes = 0;
    this.#ending = { error };
    this.#wake();
  }

  #wake(): void {
    for (const resolve of this.#changed.splice(0)) resolve();
  }
}

/** Whether a message belongs to the audio: it is void once its audio is. */
export function isSpeech({ type }: SpeechSessionMessage): boolean {
  return type === 'audio' || type === 'timestamps';
}
