import { expect, it } from 'vitest';
import { isSayable } from './sayable.js';

it('takes letters, digits and symbols of any script for something to say', () => {
  for (const text of ['a', 'ж', '漢', '७', '½', '+', '€', '😀', '"q"']) expect(isSayable(text), text).toBe(true);
  for (const text of ['', ' \n', '.', '—', '…!?', '「」', '¿']) expect(isSayable(text), text).toBe(false);
});
