import { type Shown, type Snippet, shellQuoted } from '../snippet.js';

export const curlSnippet: Snippet = {
  id: 'curl',
  title: 'curl',
  protocol: 'deepgram',
  write(shown) {
    const { base, keyed, voice, text } = shown;
    const query = new URLSearchParams({ model: voice, encoding: 'linear16', container: 'wav', ...speedOf(shown) });
    return [
      `curl ${shellQuoted(`${base}/v1/speak?${query}`)}`,
      ...(keyed ? ['-H "Authorization: Token $GLOTTIS_KEY"'] : []),
      `-H 'Content-Type: application/json'`,
      `-d ${shellQuoted(JSON.stringify({ text }))}`,
      '-o speech.wav\n',
    ].join(' \\\n  ');
  },
};

/** This protocol takes speeds of a smaller range than others. */
function speedOf({ speed }: Shown): Record<string, string> {
  return speed === 1 ? {} : { speed: String(Math.min(1.5, Math.max(0.7, speed))) };
}
