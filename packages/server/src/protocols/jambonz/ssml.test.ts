import fc from 'fast-check';
import { expect, it } from 'vitest';
import { wordsOf } from './ssml.js';

it.each([
  ['plain words', '<speak>Hello there.</speak>', 'Hello there.'],
  ['an XML head', '<?xml version="1.0"?>\n<speak version="1.1">Hello.</speak>', 'Hello.'],
  [
    'elements within words',
    'Take <prosody rate="slow">a <emphasis>very</emphasis> long</prosody> way.',
    'Take a very long way.',
  ],
  ['a break', 'One<break time="1s"/>two', 'One\n\ntwo'],
  ['sentences', '<s>One</s><s>two</s>', 'One\n\n\n\ntwo'],
  ['an alias', 'The <sub alias="World Wide Web">WWW</sub> and &amp;', 'The World Wide Web and &'],
  ['an alias in single quotes', "<sub alias='Doctor &quot;No&quot;'>Dr <b>X</b></sub> here", 'Doctor "No" here'],
  ['a sub without an alias', '<sub>WWW</sub>', 'WWW'],
  ['entities', '1 &lt; 2 &amp;&amp; 3 &gt; 2, &#8364;5 &#x20AC;5', '1 < 2 && 3 > 2, €5 €5'],
  ['entities that are none', '&nbsp; &; &#x110000; AT&T', '&nbsp; &; &#x110000; AT&T'],
  ['what is escaped twice', '&amp;lt;', '&lt;'],
  ['a comment', 'One <!-- <p> two > --> three', 'One  three'],
  ['a section of characters', '<![CDATA[a < b & c &amp; d]]>', 'a < b & c &amp; d'],
  ['a tag that never ends', 'One <break time=', 'One'],
  ['a comment that never ends', 'One <!-- two', 'One'],
  ['a sub that never ends', 'One <sub alias="two">three', 'One two'],
  ['nothing', '', ''],
])('reads %s', (_, ssml, words) => {
  expect(wordsOf(ssml)).toBe(words);
});

it('finds in any text what was escaped in it', () => {
  const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(wordsOf(`<speak>${escaped(text)}</speak>`)).toBe(text.trim());
    }),
  );
});

it.each(['<', '<!--', '<![CDATA[', '<sub alias="', '&', '&#', '<a'])('takes any number of %s in one pass', (piece) => {
  // Half a million of them would keep whoever looks back for each busy for hours.
  const ssml = piece.repeat(500_000);
  expect(wordsOf(ssml).length).toBeLessThanOrEqual(ssml.length);
});
