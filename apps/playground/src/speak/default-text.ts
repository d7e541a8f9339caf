/** What stands in the box at first: sentences of several lengths, a number, a name, and something that is read otherwise than it is
 *  written. */
export const defaultText =
  'Good evening. The night train to Vienna leaves from platform 7 at 9:42, so there is time for a coffee. ' +
  'Would you like the window seat, Dr. Novak? I have kept one for you. It looks west, over the river, and in about ' +
  'twenty minutes the lights of the old bridge will come into sight.';

/** So that no speech of this page lasts longer than it can keep. */
export const maxCharacters = 5000;
