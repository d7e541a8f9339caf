import { describe, expect, it } from 'vitest';
import { readFields } from './body.js';

const read = (body: string | Uint8Array<ArrayBuffer> | undefined, type?: string) => {
  // As bytes, so that no content type is added.
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  const headers = new Headers(type === undefined ? [] : [['content-type', type]]);
  return readFields(new Request('http://localhost/', { method: 'POST', headers, ...(bytes && { body: bytes }) }));
};
const code = (name: string) => expect.objectContaining({ code: name });

/** As aiohttp writes a form: with a type for every part. */
const parts = (...fields: readonly (readonly [string, string])[]) =>
  `${fields
    .map(
      ([name, value]) =>
        `--x1\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    )
    .join('')}--x1--\r\n`;

describe('the body of a request', () => {
  it.each([
    ['JSON', '{"text":"Olé 😀","sample_rate":16000}', 'application/json; charset=utf-8'],
    ['JSON that is called a text', '{"text":"Olé 😀","sample_rate":16000}', 'text/plain;charset=UTF-8'],
    ['JSON without a name', '{"text":"Olé 😀","sample_rate":16000}', undefined],
    ['JSON that curl calls a form', '{"text":"Olé 😀","sample_rate":16000}', 'application/x-www-form-urlencoded'],
    [
      'a form',
      new URLSearchParams({ text: 'Olé 😀', sample_rate: '16000' }).toString(),
      'application/x-www-form-urlencoded',
    ],
    ['parts', parts(['text', 'Olé 😀'], ['sample_rate', '16000']), 'Multipart/Form-Data; boundary="x1"'],
  ])('13 may be %s', async (_, body, type) => {
    const fields = await read(body, type);
    expect(fields.text('text')).toBe('Olé 😀');
    expect(fields.number('sample_rate')).toBe(16000);
    expect(fields.text('voice')).toBeUndefined();
  });

  it('13 is what FormData writes, without its files', async () => {
    const form = new FormData();
    form.append('text', 'Hello.');
    form.append('audio', new Blob(['abc']), 'a.txt');
    const { headers, body } = await formBytes(form);
    const fields = await read(body, headers);
    expect(fields.text('text')).toBe('Hello.');
    expect(fields.text('audio')).toBeUndefined();
  });

  it('may be missing', async () => {
    for (const type of ['application/json', 'multipart/form-data; boundary=x', undefined]) {
      expect((await read(undefined, type)).text('text')).toBeUndefined();
    }
  });

  it.each([
    ['what is not JSON', 'Hello', 'application/json', 'invalid-message'],
    ['a list', '[]', 'application/json', 'invalid-message'],
    ['bad UTF-8', new Uint8Array([0x7b, 0xff]), 'application/json', 'invalid-message'],
    ['parts without a boundary', parts(['text', 'a']), 'multipart/form-data', 'invalid-message'],
    ['parts that do not end', parts(['text', 'a']).slice(0, -8), 'multipart/form-data; boundary=x1', 'invalid-message'],
    [
      'too many parts',
      parts(...Array.from({ length: 101 }, () => ['a', 'b'] as const)),
      'multipart/form-data; boundary=x1',
      'message-too-large',
    ],
    ['a megabyte and a byte', ' '.repeat(1_000_001), 'application/json', 'message-too-large'],
    ['audio', 'RIFF', 'audio/wav', 'unsupported-media-type'],
  ])('is refused when it is %s', async (_, body, type, error) => {
    await expect(read(body, type)).rejects.toThrow(code(error));
  });

  it('is read when it has a hundred parts', async () => {
    const hundred = parts(...Array.from({ length: 100 }, (_, index) => [`f${index}`, 'b'] as const));
    expect((await read(hundred, 'multipart/form-data; boundary=x1')).text('f99')).toBe('b');
  });

  it('is not quoted when it is refused', async () => {
    for (const [body, type] of [
      ['{"text": secret', 'application/json'],
      ['--x\r\nsecret', 'multipart/form-data; boundary=x'],
    ] as const) {
      const error: unknown = await read(body, type).catch((cause: unknown) => cause);
      expect(error).toMatchObject({ code: 'invalid-message' });
      expect(String(error) + String((error as Error).cause)).not.toContain('secret');
    }
  });
});

async function formBytes(form: FormData) {
  const response = new Response(form);
  return { headers: response.headers.get('content-type') ?? '', body: new Uint8Array(await response.arrayBuffer()) };
}
