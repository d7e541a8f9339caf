/** A line in the story of a call. */

export type Entry = AgentEntry | CallerEntry | RemarkEntry;

export interface AgentEntry {
  readonly type: 'agent';
  readonly id: number;
  text: string;
  /** So many characters of it were certainly heard; undefined where nobody has told. */
  heard: number | undefined;
  /** It was interrupted: what was not heard by then is not going to be. */
  isCut: boolean;
}

export interface CallerEntry {
  readonly type: 'caller';
  readonly id: number;
  text: string;
  /** There is more to come. */
  isPartial: boolean;
}

export interface RemarkEntry {
  readonly type: 'remark';
  readonly id: number;
  /** What it is called on the wire, where it has a name. */
  readonly name: string | undefined;
  readonly text: string;
  readonly isProblem: boolean;
}
