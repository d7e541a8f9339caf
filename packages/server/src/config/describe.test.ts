import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { configFields } from './config.js';
import { describeFields, describeFieldsAsMarkdown } from './describe.js';
import { flagOptions } from './flags.js';

const options = z.object({
  perMinute: z.number().nullable().default(null).describe('messages in a minute'),
  ending: z.enum(['soft', 'hard']).default('soft'),
});

describe('the description', () => {
  const fields = configFields({ protocols: { wire: { options } }, engines: {} });

  it('says of every setting of the server what it is', () => {
    const own = fields.filter((field) => field.path[0] !== 'protocols' && field.path[0] !== 'engines');
    expect(own.filter((field) => field.description === '')).toEqual([]);
  });

  it('gives every setting a variable and a flag of its own, and secrets no flag', () => {
    expect(new Set(fields.map((field) => field.env)).size).toBe(fields.length);
    expect(fields.filter((field) => field.flag === undefined).map((field) => field.path[0])).toEqual([
      'apiKeys',
      'tokenSecret',
    ]);
    expect(flagOptions(fields)).toMatchObject({ port: { type: 'string' }, 'no-insecure-open': { type: 'boolean' } });
  });

  it.each([
    ['--port <number>  GLOTTIS_PORT'],
    ['default 8080'],
    ['--protocols-wire-per-minute <number>'],
    ['messages in a minute; off for none; default off'],
    ['one of soft, hard; default soft'],
  ])('holds %s', (part) => expect(describeFields(fields)).toContain(part));

  it('is also a table', () => {
    const table = describeFieldsAsMarkdown(fields).split('\n');
    expect(table).toHaveLength(fields.length + 2);
    expect(table).toContain(
      '| `port` | `GLOTTIS_PORT` | `--port` | `8080` | the port to listen on; 0 takes a free one |',
    );
  });
});
