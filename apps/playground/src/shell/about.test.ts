import { expect, it } from 'vitest';
import { readAbout } from './about.js';

it('reads what the server says about itself', () => {
  const about = { version: '1.2.3', keyed: true, protocols: ['lmnt', 7], metrics: '/metrics', calls: true };
  expect(readAbout(about)).toEqual({ ...about, protocols: ['lmnt'] });
});

it.each([null, 'text', [], {}])('takes %j for a server that offers nothing', (value) => {
  expect(readAbout(value)).toEqual({ version: '', keyed: false, protocols: [], metrics: undefined, calls: false });
});
