/** What the server is told that LMNT's clients are tried on. */
export const lmntSettings = {
  /** What must work is asked for with the first; the second is for whoever wants to fill the server up. */
  apiKeys: ['right', 'busy'],
  limits: { sessionsPerKey: 4 },
  // The clients find it all the same, since they take it for a part of the host.
  pathPrefix: '/lmnt',
} as const;
