import { describe, expect, it } from 'vitest';
import { deep } from './call.test.kit.js';
import { dialectOf } from './dialect.js';
import { versionOf } from './version.js';

describe('a version', () => {
  it.each([
    ['1.1', '1.1'],
    ['1.1.7', '1.1'],
    [' 1.1 ', '1.1'],
    ['1.2', 'newest'],
    ['1.10', 'newest'],
    ['2', 'newest'],
    ['2.0', 'newest'],
    ['1.0', 'older'],
    ['1', 'older'],
    ['0.9', 'older'],
    ['2025-09-25', 'older'],
    ['', 'older'],
    ['newest', 'older'],
    [undefined, 'older'],
    [null, 'older'],
  ] as const)('called %j is %s', (named, version) => {
    expect(versionOf(named)).toBe(version);
  });
});

describe('the dialect of a client', () => {
  it.each([
    ['typed', { 'lmnt-version': '1.2' }],
    ['typed', { 'lmnt-version': '3.0' }],
    ['typed', { 'lmnt-version': 1.2 }],
    ['typed', { type: 'init' }],
    ['typed', { type: 'init', 'lmnt-version': '1.0' }],
    ['typed', { type: 'text', text: 'too early' }],
    ['typed-1.1', { 'lmnt-version': '1.1' }],
    ['typed-1.1', { 'lmnt-version': 1.1, type: 'init', protocol_version: 2 }],
    ['command', { protocol_version: 2 }],
    ['command', { protocol_version: '2', 'lmnt-version': '1.0' }],
    ['command', { command: 'flush' }],
    ['untyped', {}],
    ['untyped', { protocol_version: 1 }],
    ['untyped', { protocol_version: null, 'lmnt-version': null, type: null }],
    ['untyped', { 'lmnt-version': '2025-09-25' }],
    ['untyped', { text: 'too early' }],
    ['untyped', { protocol_version: { toString: 1, valueOf: 1 } }],
    ['untyped', { protocol_version: ['2'] }],
    ['untyped', { 'lmnt-version': ['1.2'], type: {} }],
  ] as const)('is %s for %o', (dialect, first) => {
    expect(dialectOf(first)).toBe(dialect);
  });

  it('is not told by what has no end', () => {
    expect(dialectOf({ protocol_version: deep(), 'lmnt-version': deep(), type: deep() })).toBe('untyped');
  });
});
