/** Who holds the streaming voice of a call: one verb, or everybody until it is switched off. There is one voice at a time. */
import type { Cast } from '../casting.js';
import type { Line } from '../line/line.js';
import type { Borrowed, Streaming } from '../verbs/stage.js';
import { onAbort } from '../waiting.js';
import { Voice, type VoiceTools } from './voice.js';

export interface CallStreaming extends Streaming {
  /** Whether it has been left open for whoever comes next, and nobody may speak with it until then. */
  readonly isParked: boolean;
  /** The application's `tts:clear`: silence, of all that was given before. */
  clear(): void;
  /** Settles once nothing that came so far is still to be heard; at once where there is no voice. */
  drained(signal: AbortSignal): Promise<void>;
  /** Settles when the application has been told what was heard of all that was interrupted or ended; at once where nothing was. */
  told(): Promise<void>;
  /** The call is over. Settles when everything has been told. */
  close(): Promise<void>;
}

export function createStreaming(tools: VoiceTools): CallStreaming {
  let voice: Voice | undefined;
  /** Whether it stays when the verb that opened it ends. */
  let isLasting = false;
  let isParked = false;
  /** Settles when all voices before this one have told their end. */
  let farewells: Promise<unknown> = Promise.resolve();

  const present = () => (voice?.isGone ? undefined : voice);

  function open(cast: Cast, line: Line): Voice {
    // What failed refuses tokens until there is something better.
    if (voice?.isGone) tools.tokens.stop();
    const opened = present() ?? new Voice(cast, line, tools, farewells);
    if (opened !== voice) isLasting = false;
    voice = opened;
    isParked = false;
    return opened;
  }

  async function close(isAnnounced: boolean): Promise<void> {
    if (voice) farewells = Promise.all([farewells, voice.leave(isAnnounced)]);
    voice = undefined;
    isLasting = false;
    isParked = false;
    await farewells;
  }

  function clear(): void {
    // The tokens reach a voice that is there. One that is being opened may have text of a verb's.
    present()?.clear();
    tools.tokens.clear();
  }

  return {
    get isParked() {
      return isParked;
    },
    clear,
    enable(cast, line) {
      open(cast, line);
      isLasting = true;
    },
    disable() {
      if (isLasting) void close(true);
    },
    borrow(cast, line): Borrowed {
      const borrowed = open(cast, line);
      let hasSpoken = false;
      /** A voice that stays has to be silenced where a verb is killed of which it has text: in the same turn, so that nothing that
       *  comes then is lost. */
      let allHeard = () => {};
      return {
        speak(texts, signal) {
          hasSpoken = true;
          allHeard();
          allHeard = onAbort(signal, () => isLasting && borrowed === voice && borrowed.clear());
          return borrowed.speak(texts, signal);
        },
        hold: (signal) => borrowed.hold(signal),
        async heard(signal) {
          await borrowed.drained(signal);
          allHeard();
        },
        // A text of jambonz's is not with the voice yet, it may still wait for the end of a sentence.
        over: (signal) => (hasSpoken && !tools.isExact ? borrowed.drained(signal) : borrowed.runOut(signal)),
        async giveBack(wasKilled) {
          allHeard();
          if (borrowed !== voice || borrowed.isGone || isLasting) return;
          // jambonz leaves it open, and unused: the next verb finds it as it is.
          if (tools.isExact && !wasKilled) isParked = true;
          else await close(true);
        },
      };
    },
    interrupt() {
      if (!present() || isParked) return;
      tools.announce({ eventType: 'user_interruption' });
      clear();
    },
    async drained(signal) {
      await present()?.drained(signal);
    },
    async told() {
      await Promise.all([voice?.told, farewells]);
    },
    // jambonz says nothing of a stream that is open when a call ends.
    close: () => close(!tools.isExact),
  };
}
