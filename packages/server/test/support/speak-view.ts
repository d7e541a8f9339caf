/** The playground's first view, used as a visitor uses it. */

import type { Page } from 'playwright-core';

export interface SpeakView {
  write(text: string): Promise<void>;
  /** How many tokens per second the simulated model writes; undefined is the whole text at once. */
  pace(tokensPerSecond: number | undefined): Promise<void>;
  /** Chooses the option of a list by what is read in it. */
  choose(list: 'Protocol' | 'Voice' | 'Language' | 'Format', option: string): Promise<void>;
  press(verb: 'Speak' | 'Flush' | 'Clear' | 'Finish'): Promise<void>;
  /** Settles with what was measured, as it is shown, once there is something. */
  figure(label: string): Promise<string>;
  /** Settles when all that came was heard. */
  ended(): Promise<void>;
  /** The text in the parts in which it is shown: what was heard, what never will be. */
  reading(part: 'said' | 'unheard'): Promise<string>;
}

export function speakView(page: Page): SpeakView {
  return {
    write: (text) => page.getByLabel('Text', { exact: true }).fill(text),
    async pace(tokensPerSecond) {
      await page.getByLabel('Written by a simulated').setChecked(tokensPerSecond !== undefined);
      if (tokensPerSecond !== undefined) await page.getByLabel('Tokens per second').fill(String(tokensPerSecond));
    },
    async choose(list, option) {
      await page.getByLabel(list, { exact: true }).selectOption({ label: option });
    },
    press: (verb) => page.getByRole('button', { name: verb, exact: true }).click(),
    async figure(label) {
      const value = page.locator('.figure').filter({ hasText: label }).locator('dd').filter({ hasText: 'ms' });
      return (await value.textContent()) ?? '';
    },
    async ended() {
      await page.getByText(/^(?!0\.0)(\d+\.\d s) heard of \1 received/).waitFor();
      await page.locator('.state', { hasText: /^(connected, silent|not connected)$/ }).waitFor();
    },
    async reading(part) {
      return (await page.locator(`.reading .${part}`).allTextContents()).join('');
    },
  };
}
