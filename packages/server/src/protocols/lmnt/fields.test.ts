import { describe, expect, it } from 'vitest';
import { deep } from './call.test.kit.js';
import { fieldsOf } from './fields.js';

describe('a field', () => {
  const fields = fieldsOf({
    n: '24000',
    t: 'True',
    one: 1,
    zero: '0',
    nothing: null,
    empty: '',
    words: ['a'],
    none: [],
  });

  it('is coerced from what older clients write', () => {
    expect(fields.number('n')).toBe(24000);
    expect([fields.flag('t'), fields.flag('one'), fields.flag('zero')]).toEqual([true, true, false]);
    expect([fields.texts('words'), fields.texts('none')]).toEqual([['a'], []]);
  });

  it.each(['nothing', 'empty', 'absent', 'constructor'])('counts as absent when it is %s', (name) => {
    for (const kind of ['text', 'number', 'flag', 'texts'] as const) expect(fields[kind](name)).toBeUndefined();
  });

  it('must be of its kind', () => {
    const odd = fieldsOf({
      text: 1,
      number: '1a',
      blank: ' ',
      flag: 'maybe',
      texts: [1],
      infinite: Number.POSITIVE_INFINITY,
    });
    expect(() => odd.text('text')).toThrow('`text` must be a text');
    for (const name of ['number', 'blank', 'texts', 'infinite']) {
      expect(() => odd.number(name)).toThrow(`\`${name}\` must be a number`);
    }
    expect(() => odd.flag('flag')).toThrow('`flag` must be true or false');
    for (const name of ['texts', 'text']) expect(() => odd.texts(name)).toThrow(`\`${name}\` must be a list of texts`);
  });

  it('is read of a text, a number or a truth value, and of nothing else', () => {
    const kinds = ['text', 'number', 'flag', 'texts'] as const;
    for (const value of [{ toString: 1, valueOf: 1 }, {}, [[1]], deep()]) {
      const fields = fieldsOf({ odd: value });
      for (const kind of kinds) {
        expect(() => fields[kind]('odd')).toThrow(expect.objectContaining({ code: 'invalid-request' }));
      }
    }
    for (const value of [[true], ['1']]) {
      expect(() => fieldsOf({ odd: value }).flag('odd')).toThrow('`odd` must be true or false');
    }
  });
});
