import { keyInCode, options, quoted, rateOf, type Snippet, spokenSpeed } from '../snippet.js';

export const deepgramSnippet: Snippet = {
  id: 'deepgram',
  title: '@deepgram/sdk',
  protocol: 'deepgram',
  write(shown) {
    const { base, keyed, voice, text } = shown;
    const speed = spokenSpeed(shown);
    return `import { DeepgramClient } from '@deepgram/sdk';

const deepgram = new DeepgramClient({ apiKey: ${keyInCode(keyed)}, baseUrl: ${quoted(base)} });
const connection = await deepgram.speak.v1.connect({
  model: ${quoted(voice)}, encoding: 'linear16', sample_rate: '${rateOf(shown)}'${options({ speed })},
});
connection.on('message', async (message) => {
  if (message instanceof Blob) process.stdout.write(Buffer.from(await message.arrayBuffer()));
});
connection.connect();
await connection.waitForOpen();
connection.sendText({ type: 'Speak', text: ${quoted(text)} });
connection.sendFlush({ type: 'Flush' });
connection.sendClose({ type: 'Close' });
`;
  },
};
