import { keyInCode, options, quoted, rateOf, type Snippet, spokenSpeed } from '../snippet.js';

export const glottisSnippet: Snippet = {
  id: 'glottis',
  title: '@glottis/client',
  protocol: 'lmnt',
  write(shown) {
    const { base, keyed, voice, language, text } = shown;
    const key = keyed ? `, apiKey: ${keyInCode(keyed)}` : '';
    return `import { Glottis } from '@glottis/client';

const client = new Glottis({ baseURL: ${quoted(base)}${key} });
const session = client.speech.sessions.create({
  voice: ${quoted(voice)}, format: 'pcm_s16le', sample_rate: ${rateOf(shown)}${options({ language, speed: spokenSpeed(shown) })},
});
session.sendText(${quoted(text)});
session.sendFinish();
for await (const message of session) {
  if (message.type === 'audio') process.stdout.write(message.audio);
  if (message.type === 'error') throw new Error(message.error.message);
}
`;
  },
};
