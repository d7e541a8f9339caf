import { randomBytes } from 'node:crypto';

const alphabet = '123456789abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ';
const length = 22;

/** An id for a message, unique as a UUID is, in the 22 characters that jambonz takes for one. */
export function createMessageId(): string {
  let id = '';
  for (const byte of randomBytes(length)) id += alphabet[byte % alphabet.length];
  return id;
}
