/** Whether an application was told to pause, so that it is told once, and told once to go on. */
import type { TokenAnnouncement } from './tokens.js';

export interface Pause {
  /** Nothing is taken before it is told to go on. */
  readonly isOn: boolean;
  begin(): void;
  end(): void;
  /** Text is taken again; an application that waits goes on waiting to be told. */
  lift(): void;
  /** The application has nothing more to repeat. Telling it to go on would be wrong: one of the official clients dies of it. */
  forget(): void;
}

export function createPause(announce: (announcement: TokenAnnouncement) => void): Pause {
  let isOn = false;
  /** It waits to be told to go on. */
  let isOwed = false;

  return {
    get isOn() {
      return isOn;
    },
    begin() {
      isOn = true;
      if (isOwed) return;
      isOwed = true;
      announce('stream_paused');
    },
    end() {
      isOn = false;
      if (!isOwed) return;
      isOwed = false;
      announce('stream_resumed');
    },
    lift() {
      isOn = false;
    },
    forget() {
      isOn = false;
      isOwed = false;
    },
  };
}
