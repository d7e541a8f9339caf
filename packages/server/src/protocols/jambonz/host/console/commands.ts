/** What a page may say, checked at the door. */
import { z } from 'zod';
import { SpeechError } from '../../../../errors.js';
import { listed } from '../../../../listed.js';
import { parseObject } from '../../../json.js';
import type { ConsoleCommand } from './messages.js';

/** What a phone can play, in Hz. */
export const phoneRates = [8000, 16000, 24000, 48000] as const;

const maxName = 128;
const maxText = 4096;

const name = z.string().trim().min(1).max(maxName);
/** A key, a password, an address. */
const text = z.string().max(maxText);

/** A name or an address; what comes with an address. */
const application = { application: text, username: text.exactOptional(), password: text.exactOptional() };

const schema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('hello'),
    key: text.exactOptional(),
    name: name.exactOptional(),
    sample_rate: z
      .union(
        phoneRates.map((rate) => z.literal(rate)),
        { error: `use ${listed(phoneRates)}` },
      )
      .exactOptional(),
  }),
  z.object({ type: z.literal('describe'), ...application }),
  z.object({
    type: z.literal('call'),
    ...application,
    from: name.exactOptional(),
    to: name.exactOptional(),
    env_vars: z.record(z.string(), z.unknown()).exactOptional(),
  }),
  z.object({ type: z.literal('answer') }),
  z.object({ type: z.literal('decline') }),
  z.object({ type: z.literal('press'), digit: z.string().max(1) }),
  z.object({ type: z.literal('say'), text, final: z.boolean().exactOptional() }),
  z.object({ type: z.literal('interrupt') }),
  z.object({ type: z.literal('hangup') }),
]);

/** Throws `unsupported-message` for binary messages, and `invalid-message` for what makes no sense; the message names the place
 *  and never quotes what stands there. */
export function parseCommand(message: string | Uint8Array): ConsoleCommand {
  if (typeof message !== 'string') throw new SpeechError('unsupported-message', 'messages are text, not binary');
  const { data, error } = schema.safeParse(parseObject(message));
  if (error === undefined) return data;
  const [issue] = error.issues;
  const where = issue?.path.join('.') ?? '';
  throw new SpeechError('invalid-message', `\`${where}\`: ${where === 'type' ? knownTypes : issue?.message}`);
}

const knownTypes = `use ${listed(schema.options.map(({ shape }) => shape.type.value))}`;
