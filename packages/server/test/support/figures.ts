/** Reads what a server counts, as its operator would. */

import { setTimeout as pause } from 'node:timers/promises';

type Labels = Readonly<Record<string, string>>;

export interface Figures {
  /** The sum over all series of this name that carry these labels; 0 where there are none. */
  read(name: string, labels?: Labels): Promise<number>;
  /** Settles with the figure once it is as expected. What never happens ends with the test's own time limit. */
  until(name: string, expected: number, labels?: Labels): Promise<void>;
  /** Settles with the figure once it has stood still for a second. */
  untilStill(name: string): Promise<number>;
}

/** Soon enough for a person, seldom enough not to be load. */
const lookEveryMs = 20;
const stillMs = 1000;

export function figuresOf(url: string): Figures {
  const figures: Figures = {
    async read(name, labels = {}) {
      // It never carries the server's path prefix.
      const response = await fetch(new URL('/metrics', url));
      if (!response.ok) throw new Error(`/metrics answers ${response.status}`);
      return sum(await response.text(), name, labels);
    },
    async until(name, expected, labels) {
      while ((await figures.read(name, labels)) !== expected) await pause(lookEveryMs);
    },
    async untilStill(name) {
      for (let value = await figures.read(name); ; ) {
        await pause(stillMs);
        const now = await figures.read(name);
        if (now === value) return value;
        value = now;
      }
    },
  };
  return figures;
}

function sum(exposition: string, name: string, labels: Labels): number {
  const wanted = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  return exposition
    .split('\n')
    .filter((line) => line.startsWith(`${name} `) || line.startsWith(`${name}{`))
    .filter((line) => wanted.every((label) => line.includes(label)))
    .reduce((total, line) => total + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);
}
