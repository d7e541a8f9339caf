/** The configuration cannot be used. The message says what came, where from, and what to write instead: it is for the operator. */
export class ConfigError extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'ConfigError';
  }
}
