/** Pronunciation dictionaries are kept by SLNG, not here. */
import { SlngError } from './errors.js';

/** For strict servers. Others speak on without the dictionary: an odd word is better than silence. */
export function unknownDictionary(): SlngError {
  return new SlngError(
    'not-found',
    'pronunciation_not_found',
    'there are no pronunciation dictionaries on this server',
  );
}
