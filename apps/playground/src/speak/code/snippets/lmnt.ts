import { keyInCode, options, quoted, rateOf, type Snippet, spokenSpeed } from '../snippet.js';

export const lmntSnippet: Snippet = {
  id: 'lmnt',
  title: 'lmnt-node',
  protocol: 'lmnt',
  write(shown) {
    const { base, keyed, voice, language, text } = shown;
    return `import Lmnt from 'lmnt-node';

const client = new Lmnt({ apiKey: ${keyInCode(keyed)}, baseURL: ${quoted(base)} });
const session = client.speech.sessions.create({
  voice: ${quoted(voice)}, format: 'pcm_s16le', sample_rate: ${rateOf(shown)}${options({ language, speed: spokenSpeed(shown) })},
});
session.sendText(${quoted(text)});
session.sendFinish();
for await (const message of session) {
  if (message.type === 'audio') process.stdout.write(new Uint8Array(message.audio));
}
`;
  },
};
