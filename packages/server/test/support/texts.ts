/** What is said in these tests. */

export const firstReply = 'Your order ships on Tuesday. Is there anything else?';
export const secondReply = 'Of course, go ahead and ask.';

/** A few seconds to make and an hour or so to say: whoever waits for all of it waits in vain. */
export const story = 'The old lighthouse keeper climbed the winding stairs and looked out over the sea. '.repeat(700);

/** Some minutes to say. */
export const chapter = story.slice(0, 5000);
