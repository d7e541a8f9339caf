/** Fields of messages that came over a wire. */

export type Fields = Readonly<Record<string, unknown>>;

/** The objects of a list; none where it is no list. */
export function objects(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.map((item) => Object(item) as Fields) : [];
}

export function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** 0 for what is no number. */
export function number(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}
