/** What can be set for each call. jambonz' portal, and the page of Glottis, make a form of it. */

export const envVars = {
  RESTAURANT: { type: 'string', description: 'name of the restaurant', default: 'Chez Glottis' },
  GREETING: {
    type: 'string',
    description: 'what is said after the name',
    default: 'You can ask when we are open, book a table, or listen to a story. What can I do for you?',
    uiHint: 'textarea',
  },
  TOKENS_PER_SECOND: { type: 'number', description: 'how fast the scripted model writes', default: 40 },
} as const;

export interface Settings {
  readonly restaurant: string;
  readonly greeting: string;
  readonly tokensPerSecond: number;
}

/** With the default for what is not set, or makes no sense. */
export function settingsOf(given: Readonly<Record<string, unknown>> = {}): Settings {
  const { RESTAURANT, GREETING, TOKENS_PER_SECOND } = envVars;
  const pace = Number(given.TOKENS_PER_SECOND);
  return {
    restaurant: String(given.RESTAURANT || RESTAURANT.default),
    greeting: String(given.GREETING || GREETING.default),
    tokensPerSecond: pace > 0 ? pace : TOKENS_PER_SECOND.default,
  };
}
