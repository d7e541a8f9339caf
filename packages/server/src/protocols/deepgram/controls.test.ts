import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createControls, stripControls } from './controls.js';

describe('inline markers', () => {
  it.each([
    ['Take \\{"word": "dupilumab", "pronounce": "duːˈpɪljuːmæb"\\} daily.', 'Take dupilumab daily.'],
    ['Take {"word": "dupilumab", "pronounce": "x"} daily.', 'Take dupilumab daily.'],
    ['Wait\\{pause:500\\} now.', 'Wait now.'],
    ['Wait {pause:500ms} and \\{pause:1.5s\\}go.', 'Wait  and go.'],
    ['Wait {pause:{duration_ms:500}}go.', 'Wait go.'],
    ['Wait \\{pause:\\{duration_ms:500\\}\\}go.', 'Wait go.'],
    ['Wait { pause : 500 } and \\{ pause : \\{ duration_ms: 5 \\} \\}go.', 'Wait  and go.'],
  ])('are never spoken: %s', (text, spoken) => {
    expect(stripControls(text)).toBe(spoken);
  });

  it.each([
    'A set {1, 2} and C:\\dir\\',
    'if (x) { return y; }',
    '{"word": "only"}',
    '{{{{ }}',
    '{"a": 1}',
    'An open {pause',
    `{"word": "${'x'.repeat(1000)}`,
  ])('are not seen where there are none: %s', (text) => {
    expect(stripControls(text)).toBe(text);
  });

  it('are found however the text is split', () => {
    const parts = [
      '\\{pause:500\\}',
      '{"word": "a b", "pronounce": "c"}',
      '{pause:{duration_ms:5}}',
      '{',
      '}',
      '\\',
      'word ',
      'pause',
    ];
    const texts = fc.array(fc.constantFrom(...parts), { maxLength: 8 }).map((chosen) => chosen.join(''));
    fc.assert(
      fc.property(texts, fc.array(fc.nat(12), { maxLength: 10 }), (text, cuts) => {
        const controls = createControls();
        let spoken = '';
        let from = 0;
        for (const length of [...cuts, text.length]) {
          spoken += controls.push(text.slice(from, from + length));
          from += length;
        }
        expect(spoken + controls.flush()).toBe(stripControls(text));
      }),
    );
  });

  it('are forgotten after a clear, and given back after a flush, when they are not complete', () => {
    const controls = createControls();
    expect(controls.push('Hi {pau')).toBe('Hi ');
    controls.reset();
    expect(controls.push('se:5} x')).toBe('se:5} x');
    expect(controls.push('{pau')).toBe('');
    expect(controls.flush()).toBe('{pau');
    expect(controls.flush()).toBe('');
  });

  it('are held only so long', () => {
    const controls = createControls();
    const spoken = controls.push(`{pause:${'5'.repeat(600)}`);
    expect(spoken.length).toBe(607);
  });

  it('are no longer than what is held, whether they come in one text or in two', () => {
    const tooLong = `{pause:${'5'.repeat(593)}}`;
    const controls = createControls();
    const spoken = controls.push(tooLong.slice(0, 600)) + controls.push(tooLong.slice(600));
    expect(spoken).toBe(tooLong);
    expect(stripControls(tooLong)).toBe(tooLong);
    expect(stripControls(tooLong.replace('5', ''))).toBe('');
  });

  // In time that grows with the text: if it grew with the square, the first would outlast the test's time limit.
  it.each([
    ['a pause that never ends', '{pause:', ' '],
    ['a pause that never ends, with backslashes', '\\{pause:', ' \\'],
    ['a pronunciation that never ends', '{"word"', ' '],
    ['pauses that never end', '', '{pause: '],
    ['pronunciations that never end', '', '{"word" '],
    ['a brace that nothing follows', '{', ' '],
    ['braces', '', '\\{'],
  ])('are looked for in a whole message of %s', (_, start, filling) => {
    const text = start + filling.repeat((256 * 1024) / filling.length);
    expect(stripControls(text)).toBe(text);
  });
});
