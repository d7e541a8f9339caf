/** What a streaming say was given to speak, and how far it has come: enough to begin again where an engine failed. */

/** Flushes that a session is given before it has answered the first: it keeps a bounded number of answers. */
const maxOpenFlushes = 8;

/** Of an utterance that never ends, text that was spoken longer ago is forgotten, in UTF-16 units. */
const rememberedLength = 20_000;

/** What lies between two flushes. */
export interface Utterance {
  readonly id: number;
  readonly text: string;
  /** Up to here it was heard before it was begun again. */
  readonly beganAgainAt: number;
}

/** The next thing that a session is to be told. */
export type Cue = { readonly type: 'text'; readonly text: string } | { readonly type: 'flush'; readonly id: number };

export interface Script {
  /** Nothing waits to be spoken, or to be flushed. */
  readonly isEmpty: boolean;
  /** Text that no audio was made of yet, in UTF-16 units. */
  readonly unspoken: number;
  /** The one that is being spoken. */
  readonly current: Utterance | undefined;
  add(text: string): void;
  /** The utterance is complete. With none begun, and none waiting, it is one without text. */
  end(): void;
  /** What the session is to be told next, text in pieces of at most so many UTF-16 units; undefined where there is nothing, or
   *  too many flushes are unanswered. */
  next(maxLength: number): Cue | undefined;
  /** The session took it. */
  handed(cue: Cue): void;
  /** Audio was made of so much more of the current utterance. */
  spoke(length: number): void;
  /** The session is done with this utterance; undefined where it is not the current one. */
  finish(id: number): Utterance | undefined;
  /** The session was cleared: what was not spoken is to be handed to it again. */
  rewind(): void;
  clear(): void;
}

interface Part {
  readonly id: number;
  text: string;
  handed: number;
  spoken: number;
  beganAgainAt: number;
  isOver: boolean;
  isFlushed: boolean;
}

export function createScript(): Script {
  let parts: Part[] = [];
  let unspoken = 0;
  let lastId = 0;

  function begin(): Part {
    lastId += 1;
    const part = { id: lastId, text: '', handed: 0, spoken: 0, beganAgainAt: 0, isOver: false, isFlushed: false };
    parts.push(part);
    return part;
  }

  /** The one that takes more text. */
  function open(): Part | undefined {
    const last = parts.at(-1);
    return last?.isOver ? undefined : last;
  }

  /** The first that the session has not got to its end. */
  function unfinished(): Part | undefined {
    return parts.find((part) => !part.isFlushed);
  }

  return {
    get isEmpty() {
      return parts.length === 0;
    },
    get unspoken() {
      return unspoken;
    },
    get current() {
      return parts[0];
    },
    add(text) {
      (open() ?? begin()).text += text;
      unspoken += text.length;
    },
    end() {
      const part = open() ?? (parts.length === 0 ? begin() : undefined);
      if (part !== undefined) part.isOver = true;
    },
    next(maxLength) {
      const part = unfinished();
      if (part === undefined) return undefined;
      if (part.handed < part.text.length) {
        return { type: 'text', text: part.text.slice(part.handed, part.handed + maxLength) };
      }
      if (!part.isOver || parts.indexOf(part) >= maxOpenFlushes) return undefined;
      return { type: 'flush', id: part.id };
    },
    handed(cue) {
      const part = unfinished();
      if (part === undefined) return;
      if (cue.type === 'flush') part.isFlushed = true;
      else part.handed += cue.text.length;
    },
    spoke(length) {
      const part = parts[0];
      if (part === undefined) return;
      const count = Math.min(length, part.handed - part.spoken);
      part.spoken += count;
      unspoken -= count;
      if (part.spoken > 2 * rememberedLength) forget(part, part.spoken - rememberedLength);
    },
    finish(id) {
      const part = parts[0];
      if (part?.id !== id) return undefined;
      parts.shift();
      unspoken -= part.text.length - part.spoken;
      return part;
    },
    rewind() {
      for (const part of parts) {
        part.handed = part.spoken;
        part.beganAgainAt = part.spoken;
        part.isFlushed = false;
      }
    },
    clear() {
      parts = [];
      unspoken = 0;
    },
  };
}

function forget(part: Part, length: number): void {
  part.text = part.text.slice(length);
  part.handed -= length;
  part.spoken -= length;
  part.beganAgainAt = Math.max(0, part.beganAgainAt - length);
}
