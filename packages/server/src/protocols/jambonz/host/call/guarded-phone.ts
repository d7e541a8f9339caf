/** A phone that fails, fails alone: the beat that it hears by is that of all calls. */
import type { Phone } from '../phone.js';

/** The same phone; after its first failure it is left in peace. */
export function guarded(phone: Phone, onFailed: (error: unknown) => void): Pick<Phone, 'hear' | 'hush'> {
  let hasFailed = false;
  const attempt = (what: () => void) => {
    if (hasFailed) return;
    try {
      what();
    } catch (error) {
      hasFailed = true;
      onFailed(error);
    }
  };
  return {
    hear: (samples, atMs) => attempt(() => phone.hear(samples, atMs)),
    hush: () => attempt(() => phone.hush()),
  };
}
