import { quoted, type Snippet, wsBase } from '../snippet.js';

export const jambonzSnippet: Snippet = {
  id: 'jambonz',
  title: 'jambonz',
  protocol: 'jambonz',
  write({ base, keyed, voice, language, ownLanguage = 'en-US', text }) {
    return `// In jambonz's portal, under Speech: add a custom vendor.
//   Name      glottis
//   HTTP URL  ${base}/jambonz/tts
//   WS URL    ${wsBase(base)}/jambonz/tts
//   Token     ${keyed ? 'your key' : 'anything'}
// Then, in the application:
session
  .config({
    synthesizer: { vendor: 'custom:glottis', language: ${quoted(language ?? ownLanguage)}, voice: ${quoted(voice)} },
    ttsStream: { enable: true },
  })
  .say({ text: ${quoted(text)} })
  .send();
`;
  },
};
