/** Lists of what an application wrote. */
import { z } from 'zod';

/** A list whose length is looked at before what is in it: otherwise thousands of wrong entries would all be written down. */
export function shortList<Entry extends z.ZodType>(entry: Entry, { min = 0, max }: { min?: number; max: number }) {
  return z.array(z.unknown()).min(min).max(max).pipe(z.array(entry));
}
