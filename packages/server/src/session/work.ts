import type { Segment } from '../text/segment.js';
import type { Mark } from './events.js';

/** What waits to be done, in the order in which it was asked for. */
export type WorkItem = SegmentItem | FlushItem | { readonly type: 'end' };

export interface SegmentItem {
  readonly type: 'segment';
  readonly segment: Segment;
}

export interface FlushItem {
  readonly type: 'flush';
  readonly mark: Mark;
  readonly textEnd: number;
}

/** The queue between those who add text, and never wait, and the pump, the one that takes. */
export class WorkQueue {
  #items: WorkItem[] = [];
  #arrived: (() => void) | undefined;

  get size(): number {
    return this.#items.length;
  }

  get first(): WorkItem | undefined {
    return this.#items[0];
  }

  /** Whether the pump waits for something to do. */
  get starving(): boolean {
    return this.#arrived !== undefined;
  }

  put(item: WorkItem): void {
    this.#items.push(item);
    this.#wake();
  }

  /** The next item, left in its place; undefined once the signal aborts. */
  async head(signal: AbortSignal): Promise<WorkItem | undefined> {
    while (!signal.aborted) {
      const item = this.#items[0];
      if (item !== undefined) return item;
      await new Promise<void>((resolve) => {
        this.#arrived = resolve;
      });
    }
    return undefined;
  }

  shift(): void {
    this.#items.shift();
  }

  /** Empties the queue, tells which flushes were in it, and lets a waiting pump look at its signal. */
  drop(): readonly Mark[] {
    const marks = this.#items.flatMap((item) => (item.type === 'flush' ? [item.mark] : []));
    this.#items = [];
    this.#wake();
    return marks;
  }

  /** Takes out the rest of the utterance at the front: its segments, and its flush where that has come already. */
  dropUtterance(): { readonly segments: readonly Segment[]; readonly flush: FlushItem | undefined } {
    const count = this.#items.findIndex(({ type }) => type !== 'segment');
    const segments = this.#items
      .splice(0, count < 0 ? this.#items.length : count)
      .flatMap((item) => (item.type === 'segment' ? [item.segment] : []));
    const [marker] = this.#items;
    if (marker?.type !== 'flush') return { segments, flush: undefined };
    this.#items.shift();
    return { segments, flush: marker };
  }

  #wake(): void {
    this.#arrived?.();
    this.#arrived = undefined;
  }
}
