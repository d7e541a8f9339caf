/** The API versions that clients name, in `lmnt-version`. */

/** `older` is all before 1.1: dates, which an early documentation used, and no version at all. */
export type Version = 'older' | '1.1' | 'newest';

/** Versions that are still to come are taken for the newest. */
export function versionOf(named: string | null | undefined): Version {
  const [, major, minor] = /^\s*(\d{1,3})(?:\.(\d{1,3}))?(?:\.\d{1,3})*\s*$/.exec(named ?? '') ?? [];
  const [first, second] = [Number(major ?? 0), Number(minor ?? 0)];
  if (first < 1 || (first === 1 && second < 1)) return 'older';
  return first === 1 && second === 1 ? '1.1' : 'newest';
}
