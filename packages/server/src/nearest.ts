/** Finds what somebody may have meant, for messages that end in "did you mean". */

const maxCompared = 64;

/** Up to `count` candidates that are spelled like the name, the nearest first; none when nothing is near. */
export function nearest(name: string, candidates: Iterable<string>, count = 3): readonly string[] {
  const wanted = name.slice(0, maxCompared).toLowerCase();
  const tolerance = Math.max(2, Math.floor(wanted.length / 3));
  return [...new Set(candidates)]
    .map((candidate) => ({ candidate, distance: distance(wanted, candidate.toLowerCase().slice(0, maxCompared)) }))
    .filter((entry) => entry.distance <= tolerance)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, count)
    .map((entry) => entry.candidate);
}

/** How many letters must be added, dropped or changed to turn one word into the other. */
function distance(from: string, to: string): number {
  let above = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const changed = above[column - 1]! + (from[row - 1] === to[column - 1] ? 0 : 1);
      current.push(Math.min(changed, above[column]! + 1, current[column - 1]! + 1));
    }
    above = current;
  }
  return above[to.length]!;
}
