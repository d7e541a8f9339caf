import { bridgePath } from '../../drivers/slng.js';
import { options, quoted, rateOf, type Snippet, spokenSpeed, wsBase } from '../snippet.js';

export const slngSnippet: Snippet = {
  id: 'slng',
  title: 'SLNG',
  protocol: 'slng',
  write(shown) {
    const { base, keyed, voice, language, text } = shown;
    const headers = keyed ? `, {\n  headers: { authorization: \`Bearer \${process.env.GLOTTIS_KEY}\` },\n}` : '';
    const wishes = options({ language, speed: spokenSpeed(shown) });
    return `import WebSocket from 'ws';

const socket = new WebSocket(${quoted(wsBase(base) + bridgePath)}${headers});
const say = (message) => socket.send(JSON.stringify(message));

socket.on('open', () => {
  say({ type: 'init', voice: ${quoted(voice)}, config: { encoding: 'linear16', sample_rate: ${rateOf(shown)}${wishes} } });
  say({ type: 'text', text: ${quoted(text)} });
  say({ type: 'flush' });
});
socket.on('message', (data) => {
  const message = JSON.parse(String(data));
  if (message.type === 'audio_chunk') process.stdout.write(Buffer.from(message.data, 'base64'));
  if (message.type === 'audio_end') say({ type: 'close' });
});
`;
  },
};
