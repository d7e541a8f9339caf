import { describe, expect, it } from 'vitest';
import { readValue, readVariables, type Variable } from './variables.js';

function one(described: unknown): Variable {
  return readVariables({ NAME: described })[0]!;
}

describe('reading what an application takes', () => {
  it('reads all that is said of a variable', () => {
    const described = {
      type: 'string',
      description: 'How it greets',
      required: true,
      obscure: true,
      uiHint: 'textarea',
      default: 'Hi',
      enum: ['Hi', 'Hello'],
    };
    expect(one(described)).toEqual({
      name: 'NAME',
      type: 'string',
      description: 'How it greets',
      isRequired: true,
      isSecret: true,
      isLong: true,
      initial: 'Hi',
      choices: ['Hi', 'Hello'],
    });
  });

  it('takes what it does not know for a line of text that may be left out', () => {
    const plain = {
      type: 'string',
      isRequired: false,
      isSecret: false,
      isLong: false,
      initial: '',
      choices: undefined,
    };
    for (const described of [{}, null, { type: 'date', required: 'yes', default: {}, enum: 'x' }]) {
      expect(one(described)).toMatchObject(plain);
    }
  });

  it('shows numbers and truths as text', () => {
    expect(one({ type: 'number', default: 0, enum: [0, 1.5] })).toMatchObject({ initial: '0', choices: ['0', '1.5'] });
    expect(one({ type: 'boolean', default: false }).initial).toBe('false');
  });
});

describe('what is sent', () => {
  it('has the type of its variable', () => {
    expect(readValue(one({ type: 'number' }), '1.5')).toBe(1.5);
    expect(readValue(one({ type: 'boolean' }), 'true')).toBe(true);
    expect(readValue(one({ type: 'boolean' }), 'false')).toBe(false);
    expect(readValue(one({ type: 'string' }), ' 7 ')).toBe(' 7 ');
  });

  it('is nothing for a field that was left out', () => {
    expect(readValue(one({ type: 'string' }), '')).toBeUndefined();
    expect(readValue(one({ type: 'number' }), '')).toBeUndefined();
    expect(readValue(one({ type: 'string', enum: ['', 'a'] }), '')).toBe('');
  });
});
