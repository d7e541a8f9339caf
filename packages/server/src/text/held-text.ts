/** Text that waits for the end of its segment. Code units in an array: appending one never copies the rest. */
export interface HeldText {
  /** In UTF-16 code units, as are all positions. */
  readonly length: number;
  append(unit: number): void;
  /** The code point that begins at `at`. */
  codeAt(at: number): number;
  /** The code point that ends before `at`; -1 at the beginning. */
  codeBefore(at: number): number;
  slice(from: number, to: number): string;
  /** Forgets the first `count` units. */
  drop(count: number): void;
}

const initialCapacity = 256;
const unitsPerCall = 4096; // as arguments of one call; far below what a stack holds

export function createHeldText(): HeldText {
  let units = new Uint16Array(initialCapacity);
  let length = 0;

  function unitAt(at: number): number {
    return at >= 0 && at < length ? units[at]! : -1;
  }

  return {
    get length() {
      return length;
    },
    append(unit) {
      if (length === units.length) {
        const larger = new Uint16Array(length * 2);
        larger.set(units);
        units = larger;
      }
      units[length++] = unit;
    },
    codeAt(at) {
      const unit = unitAt(at);
      return isHighSurrogate(unit) ? joined(unit, unitAt(at + 1)) : unit;
    },
    codeBefore(at) {
      const unit = unitAt(at - 1);
      return isLowSurrogate(unit) ? joined(unitAt(at - 2), unit) : unit;
    },
    slice(from, to) {
      let text = '';
      for (let at = from; at < to; at += unitsPerCall) {
        text += String.fromCharCode(...units.subarray(at, Math.min(to, at + unitsPerCall)));
      }
      return text;
    },
    drop(count) {
      units.copyWithin(0, count, length);
      length -= count;
    },
  };
}

export function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00;
}

export function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000;
}

function joined(high: number, low: number): number {
  return (high - 0xd800) * 0x400 + (low - 0xdc00) + 0x10000;
}
