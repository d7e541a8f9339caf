/** Reads the body of a request, by what it must look like. */
import type { z } from 'zod';
import { SpeechError } from '../../../../errors.js';
import { parseObject } from '../../../json.js';
import { readText } from '../../../read-body.js';

const maxBodyBytes = 256 * 1024;

/** Throws `invalid-request` for what does not fit, naming the place and not quoting what stands there; and as `readText` and
 *  `parseObject` do. */
export async function readBody<Schema extends z.ZodType>(request: Request, schema: Schema): Promise<z.output<Schema>> {
  const { data, error } = schema.safeParse(parseObject(await readText(request, maxBodyBytes), 'the body'));
  if (error === undefined) return data;
  const [issue] = error.issues;
  throw new SpeechError('invalid-request', `\`${issue?.path.join('.')}\`: ${issue?.message}`);
}
