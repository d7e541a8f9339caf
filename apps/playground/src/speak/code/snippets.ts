/** The list of snippets, in the order in which they are shown. */
import type { Snippet } from './snippet.js';
import { curlSnippet } from './snippets/curl.js';
import { deepgramSnippet } from './snippets/deepgram.js';
import { glottisSnippet } from './snippets/glottis.js';
import { jambonzSnippet } from './snippets/jambonz.js';
import { lmntSnippet } from './snippets/lmnt.js';
import { slngSnippet } from './snippets/slng.js';

export const snippets: readonly Snippet[] = [
  glottisSnippet,
  deepgramSnippet,
  lmntSnippet,
  slngSnippet,
  curlSnippet,
  jambonzSnippet,
];
