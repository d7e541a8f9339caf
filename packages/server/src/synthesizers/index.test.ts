import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../clock.js';
import { createSynthesizer, synthesizerSchemas } from './index.js';

const context = { clock: systemClock, warn: () => undefined };
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'synthesizers-'));
  const template = new URL('./_template/index.js', import.meta.url).href;
  await writeFile(join(directory, 'mine.mjs'), `export { default } from ${JSON.stringify(template)};`);
  await writeFile(join(directory, 'other.mjs'), 'export default { name: "no definition" };');
  await writeFile(join(directory, 'broken.mjs'), 'throw new Error("broken");');
});
afterAll(() => rm(directory, { recursive: true }));

const create = (use: string, options?: unknown) => createSynthesizer({ use, options, directory }, context);

describe('synthesizerSchemas', () => {
  it('tells the options of every synthesizer in the list, with their defaults', async () => {
    const { embedded } = await synthesizerSchemas();
    expect(embedded?.options.parse({})).toMatchObject({ workers: expect.any(Number) });
  });
});

describe('createSynthesizer', () => {
  it('starts a synthesizer of the list by its name', async () => {
    const synthesizer = await create('embedded', { workers: 1 });
    expect(synthesizer.name).toBe('embedded');
    await synthesizer.close();
  });

  it('starts the synthesizer of a module, by a path from the directory or an absolute one', async () => {
    for (const use of ['./mine.mjs', join(directory, 'mine.mjs')]) {
      const synthesizer = await create(use);
      expect(synthesizer.name).toBe('beeps');
      await synthesizer.close();
    }
  });

  it('says which option is wrong', async () => {
    const wrong = create('./mine.mjs', { wordMs: 'long' });
    await expect(wrong).rejects.toMatchObject({ code: 'invalid-request', message: expect.stringContaining('wordMs') });
  });

  it.each(['no-such-package', './no-such-file.js', './broken.mjs', 'constructor'])(
    'refuses "%s" and says what it knows',
    async (use) => {
      await expect(create(use)).rejects.toMatchObject({
        code: 'invalid-request',
        message: expect.stringContaining('embedded'),
      });
    },
  );

  it('refuses a module that is no synthesizer', async () => {
    const other = create('./other.mjs');
    await expect(other).rejects.toMatchObject({ message: expect.stringContaining('defineSynthesizer') });
  });
});
