/** The playground's telephone, used as a visitor uses it. */

import type { Page } from 'playwright-core';

export interface CallView {
  /** Gives the address of an application, and asks for its variables; settles when they are there. */
  describe(address: string): Promise<void>;
  fill(variables: Readonly<Record<string, string>>): Promise<void>;
  press(button: 'Call' | 'Hang up' | 'Answer' | 'Decline'): Promise<void>;
  /** Settles when the call is in that state. */
  is(state: 'free' | 'calling' | 'ringing' | 'incoming' | 'talking' | 'over'): Promise<void>;
  /** The state in words. */
  state(): Promise<string>;
  /** Types it letter by letter, as one speaks word by word; and has it said with Enter. */
  type(text: string): Promise<void>;
  say(text: string): Promise<void>;
  /** Settles when this stands in the conversation as the agent's. */
  agentSays(text: string): Promise<void>;
  /** Settles when there is sound. */
  sounds(): Promise<void>;
  /** Settles when there has been none for half a second. */
  quiet(): Promise<void>;
  /** What the agent said last that was cut off: all of it that is shown, and what of it was heard. */
  cutOff(): Promise<{ readonly told: string; readonly heard: string }>;
  /** Settles with what was measured, as it is shown, once there is something. */
  figure(label: string): Promise<string>;
}

/** Within it a recogniser has partial results. */
const typingMs = 30;

export function callView(page: Page): CallView {
  const type = (text: string) => page.getByLabel('The caller says…').pressSequentially(text, { delay: typingMs });
  return {
    async describe(address) {
      await page.getByLabel('Address of the application').fill(address);
      await page.getByRole('button', { name: 'Ask for variables' }).click();
      await page.locator('.variables label').first().waitFor();
    },
    async fill(variables) {
      for (const [name, value] of Object.entries(variables)) await page.getByLabel(name).fill(value);
    },
    press: (button) => page.getByRole('button', { name: button, exact: true }).click(),
    is: (state) => page.locator(`.call-bar[data-state=${state}]`).waitFor(),
    state: async () => (await page.locator('.call-state').innerText()).trim(),
    type,
    async say(text) {
      await type(text);
      await page.keyboard.press('Enter');
    },
    agentSays: (text) => page.locator('.story .agent', { hasText: text }).waitFor(),
    sounds: () => page.evaluate(() => ear.sound()),
    quiet: () => page.evaluate(() => ear.silence(500)),
    async cutOff() {
      const words = page.locator('.story .agent .words', { has: page.locator('s') }).first();
      const told = (await words.textContent()) ?? '';
      const unheard = (await words.locator('s').textContent()) ?? '';
      return { told, heard: told.slice(0, told.length - unheard.length) };
    },
    async figure(label) {
      const value = page.locator('.figure').filter({ hasText: label }).locator('dd').filter({ hasText: 'ms' });
      return (await value.textContent()) ?? '';
    },
  };
}
