/** A number of listeners and what they ask for, so that the server and its peers are asked alike. */

import { answer, sentence } from './texts.js';

export interface Load {
  /** The end of the ids of its rows. */
  readonly id: string;
  readonly label: string;
  readonly sessions: number;
  text(index: number): string;
}

export const loads = {
  one: { id: '1', label: 'one session, idle server', sessions: 1, text: sentence },
  eight: { id: '8', label: '8 sessions at the same instant', sessions: 8, text: sentence },
  thirtyTwo: { id: '32', label: '32 sessions at the same instant', sessions: 32, text: sentence },
  thirtyTwoAnswers: { id: '32-answers', label: '32 sessions at once, 45 words', sessions: 32, text: answer },
  many: { id: '128', label: '128 sessions at the same instant', sessions: 128, text: sentence },
} satisfies Record<string, Load>;
