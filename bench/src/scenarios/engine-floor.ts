/** What the engine alone takes: no socket, no session, no thread between. No server can be faster. */

import { createEspeak, type Espeak, warmUp } from '@glottis/espeak';
import { timesRow } from '../rows.js';
import type { Scenario } from '../scenario.js';
import { sentence } from '../texts.js';

/** As the server speaks most of Deepgram's names for women. */
const voice = { voice: 'gmw/en-US', gender: 'female', timbre: 0 } as const;

export const engineFloor: Scenario = {
  name: 'engine-floor',
  title: 'The engine, called directly in this process',
  async run({ amount, progress }) {
    progress('starting the engine');
    const espeak = await createEspeak();
    warmUp(espeak);
    for (let index = 0; index < 64; index += 1) time(espeak, sentence(index));
    progress('speaking');
    const calls = Array.from({ length: amount(400) }, (_, index) => time(espeak, sentence(index)));
    return [
      timesRow(
        'engine-first-piece',
        'engine floor: text → first piece',
        calls.map(({ firstMs }) => firstMs),
      ),
      timesRow(
        'engine-whole',
        'engine floor: text → whole sentence',
        calls.map(({ wholeMs }) => wholeMs),
      ),
    ];
  },
};

function time(espeak: Espeak, text: string): { firstMs: number; wholeMs: number } {
  const from = performance.now();
  let firstAt: number | undefined;
  espeak.speak(text, voice, ({ samples }) => {
    if (samples.length > 0) firstAt ??= performance.now();
    return true;
  });
  if (firstAt === undefined) throw new Error('the engine was silent');
  return { firstMs: firstAt - from, wholeMs: performance.now() - from };
}
