/** What a client showed: an API key, or a token of ours. Protocols say which where their wire does. */
export interface Credential {
  readonly kind: 'key' | 'token' | 'either';
  readonly secret: string;
}

/** Who a credential belongs to. Never holds the credential. */
export interface Holder {
  readonly id: string;
}
