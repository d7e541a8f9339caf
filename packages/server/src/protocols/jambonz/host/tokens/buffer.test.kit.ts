/** A buffer with a voice that writes down what it gets, and an application that hears what it is told. */
import { type FakeClock, fakeClock } from '../../../../testing/fake-clock.js';
import { createEnhancedBuffer } from './enhanced.js';
import { createExactBuffer } from './exact.js';
import type { TokenBuffer, TokenVoice } from './tokens.js';

export interface Desk {
  readonly buffer: TokenBuffer;
  readonly clock: FakeClock;
  /** What the voice and the application were told since the last look, in order: text as it is, all else in angle brackets. */
  take(): readonly string[];
  /** Text as an application sends it; returns the status, or the reason of a refusal. */
  say(text: string): string | undefined;
  /** Opens the voice. */
  open(): void;
  /** How much text the voice takes before it has no room, in UTF-16 units; at first any. */
  setRoom(length: number): Promise<void>;
  /** Whether the voice is nobody's. Only the exact buffer asks. */
  holdBack(isHeldBack: boolean): void;
}

export const idleMs = 400;

export function exactDesk(): Desk {
  return desk((announce, clock, isHeldBack) => createExactBuffer({ announce, clock, isHeldBack }));
}

export function enhancedDesk(): Desk {
  return desk((announce, clock) => createEnhancedBuffer({ announce, clock, idleMs }));
}

type Create = (announce: (announcement: string) => void, clock: FakeClock, isHeldBack: () => boolean) => TokenBuffer;

function desk(create: Create): Desk {
  const clock = fakeClock();
  let heard: string[] = [];
  let room = Number.POSITIVE_INFINITY;
  let awaited: (() => void)[] = [];
  let isHeldBack = false;
  const buffer = create(
    (announcement) => heard.push(`<${announcement}>`),
    clock,
    () => isHeldBack,
  );
  const voice: TokenVoice = {
    send(text) {
      if (text.length > room) return false;
      room -= text.length;
      heard.push(text);
      return true;
    },
    get room() {
      return new Promise<void>((resolve) => awaited.push(resolve));
    },
    flush: () => heard.push('<flush>'),
    clear: () => heard.push('<clear>'),
  };
  let id = 0;

  return {
    buffer,
    clock,
    take() {
      const taken = heard;
      heard = [];
      return taken;
    },
    say(text) {
      id += 1;
      const { status, reason } = buffer.accept({ id, tokens: text });
      return status === 'ok' ? status : reason;
    },
    open() {
      buffer.connecting();
      buffer.connected(voice);
    },
    async setRoom(length) {
      room = length;
      const waiting = awaited;
      awaited = [];
      for (const resolve of waiting) resolve();
      await new Promise(setImmediate);
    },
    holdBack(is) {
      isHeldBack = is;
    },
  };
}
