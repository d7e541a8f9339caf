/** How a segment ends; an engine shapes pitch and pause by it. */
export type Boundary = 'paragraph' | 'sentence' | 'clause' | 'word';

/** What one engine call speaks, and where each part of it stands in the text as it was sent. */
export interface Segment {
  readonly text: string;
  readonly boundary: Boundary;
  readonly source: SourceMap;
}

/** Leads from a place in a segment's text back to the session's text. All positions are UTF-16 code units. */
export interface SourceMap {
  /** Where the segment begins and ends in the text of the session. Consecutive segments touch: nothing lies between them. */
  readonly start: number;
  readonly end: number;
  /** The part of the session's text that a part of the segment's text came from. */
  locate(from: number, to: number): { readonly start: number; readonly end: number };
}

/** For a segment whose text is the client's text, character by character. */
export function unchanged(start: number, length: number): SourceMap {
  return {
    start,
    end: start + length,
    locate: (from, to) => ({ start: start + from, end: start + to }),
  };
}
