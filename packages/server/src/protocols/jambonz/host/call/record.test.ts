import { expect, it } from 'vitest';
import { fakeClock } from '../../../../testing/fake-clock.js';
import type { CallOrder } from './call.js';
import { createRecord } from './record.js';

/** The sid of an application at this address. */
function sidOf(url: string): string {
  const order = { holder: { id: 'ann' }, application: { url, trusted: true } } as unknown as CallOrder;
  return createRecord(order, fakeClock(), () => {}).info.applicationSid;
}

it('an application has the same sid in every call, and none has that of another', () => {
  expect(sidOf('wss://app.example/a')).toBe(sidOf('wss://app.example/a'));
  expect(sidOf('wss://app.example/a')).not.toBe(sidOf('wss://app.example/b'));
});

it.each(['wss://user:secret@app.example/a?b#rc=1', 'wss://us%40er:se@cret@app.example/a?b#rc=1'])(
  'nobody can guess at a password by it: %s',
  (url) => {
    expect(sidOf(url)).toBe(sidOf('wss://app.example/a?b#rc=1'));
  },
);

it('an at sign behind the host is part of the address', () => {
  expect(sidOf('wss://app.example/@a')).not.toBe(sidOf('wss://app.example/@b'));
  expect(sidOf('wss://app.example/?x@a')).not.toBe(sidOf('wss://a'));
});
