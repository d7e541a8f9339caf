/** The text that an application streams, and what is known to have been heard of it. */
import type { AgentEntry } from './entry.js';
import { followReport } from './heard.js';

export interface Streamed {
  /** A piece of text was sent, and may still be refused. */
  sent(text: string): void;
  /** The oldest piece without an answer was taken, or not. */
  answered(isTaken: boolean): void;
  /** Whether what was sent was taken will not be known. */
  miss(): void;
  /** What comes next is another passage. */
  end(): void;
  /** Whether the application asked to be told what is heard. */
  track(isTracked: boolean): void;
  /** What was not heard is not going to be. `isSilent` where nothing is being heard at that moment. Returns whether somebody might
   *  wonder what was heard, as nobody is going to tell. */
  cut(isSilent: boolean): boolean;
  /** All that was not cut has been heard. */
  heardAll(): void;
  /** This was heard; `isInterrupted` where what was cut is now accounted for. */
  heard(text: string, isInterrupted: boolean): void;
}

export interface StreamedParts {
  add(text: string): AgentEntry;
  change(entry: AgentEntry): void;
}

/** Of one entry; a longer one goes on in the next. */
const maxCharacters = 4000;

/** More than is ever without an answer. */
const maxPending = 1000;

/** Entries whose end nobody may ever tell. */
const maxUnheard = 300;

/** Of one call. */
export function createStreamed({ add, change }: StreamedParts): Streamed {
  const pending: string[] = [];
  /** The one that text goes to. */
  let open: AgentEntry | undefined;
  /** Those not known to be heard to their end. */
  let unheard: readonly AgentEntry[] = [];
  let isTracked = false;
  /** Whether this server tells when all has been heard; jambonz itself does not. */
  let endsAreTold = false;

  function take(text: string): void {
    if (open !== undefined && open.text.length < maxCharacters) {
      open.text += text;
      change(open);
    } else if (text.trim() !== '') {
      open = add(text.trimStart());
      unheard = [...unheard, open].slice(-maxUnheard);
    }
  }

  /** Nothing more will be known of these. */
  function settle(isSettled: (entry: AgentEntry) => boolean): void {
    const settled = unheard.filter(isSettled);
    unheard = unheard.filter((entry) => !settled.includes(entry));
    for (const entry of settled) {
      entry.heard ??= 0;
      change(entry);
    }
  }

  return {
    sent(text) {
      if (pending.length < maxPending) pending.push(text);
    },
    answered(isTaken) {
      const text = pending.shift();
      if (isTaken && text !== undefined) take(text);
    },
    miss() {
      pending.length = 0;
    },
    end() {
      open = undefined;
    },
    track(isOn) {
      isTracked = isOn;
    },
    cut(isSilent) {
      open = undefined;
      // It was heard, or was waiting: nobody knows.
      if (isSilent && !endsAreTold) unheard = unheard.filter(({ isCut }) => isCut);
      const cut = unheard.filter(({ isCut }) => !isCut);
      for (const entry of cut) {
        entry.isCut = true;
        change(entry);
      }
      return cut.length > 0 && !isTracked;
    },
    heardAll() {
      open = undefined;
      endsAreTold = true;
      if (isTracked) settle(({ isCut }) => isCut);
      for (const entry of unheard) {
        if (!entry.isCut) entry.heard = entry.text.length;
        change(entry);
      }
      unheard = [];
    },
    heard(report, isInterrupted) {
      let rest = report;
      for (const entry of unheard) {
        const found = followReport(entry.text, entry.heard ?? 0, rest);
        if (found === undefined) continue;
        entry.heard = found.end;
        rest = found.rest;
        change(entry);
        if (rest === '') break;
      }
      settle((entry) => entry !== open && (entry.heard === entry.text.length || (isInterrupted && entry.isCut)));
    },
  };
}
