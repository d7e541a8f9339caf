/** Clicks, for `engines: { <name>: { use: clickEngine, sampleRate } }` in a server's settings. */

import { fileURLToPath } from 'node:url';
import { defineSynthesizer } from 'glottis';
import { clickSynthesizer } from 'glottis/testing';
import { z } from 'zod';

/** The path of this module. */
export const clickEngine = fileURLToPath(import.meta.url);

export default defineSynthesizer({
  name: 'click',
  options: z.strictObject({ sampleRate: z.number() }),
  create: async ({ sampleRate }) => clickSynthesizer({ name: `click-${sampleRate}`, sampleRate }),
});
