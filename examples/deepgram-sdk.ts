/** Deepgram's own client, unmodified, against Glottis: only the base URL is new.
 *  Streams a reply token by token, interrupts it, and goes on.  node examples/dist/deepgram-sdk.js */
import { DeepgramClient } from '@deepgram/sdk';

const deepgram = new DeepgramClient({
  apiKey: process.env.GLOTTIS_KEY ?? 'any',
  baseUrl: process.env.GLOTTIS_URL ?? 'http://127.0.0.1:8080',
});
const connection = await deepgram.speak.v1.connect({
  model: 'aura-2-thalia-en',
  encoding: 'linear16',
  sample_rate: '24000',
});

const startedAt = performance.now();
let bytes = 0;
connection.on('message', (message) => {
  if (message instanceof Blob) {
    if (bytes === 0) console.log(`first audio after ${(performance.now() - startedAt).toFixed(1)} ms`);
    bytes += message.size;
    return;
  }
  console.log(message, `${bytes} bytes of audio so far`);
});
connection.connect();
await connection.waitForOpen();

for (const token of ['Your ', 'order ', 'ships ', 'on ', 'Tuesday', '. ', 'Anything ', 'else', '?']) {
  connection.sendText({ type: 'Speak', text: token });
}
connection.sendFlush({ type: 'Flush' });
connection.sendClear({ type: 'Clear' });
connection.sendText({ type: 'Speak', text: 'Of course, go ahead.' });
connection.sendFlush({ type: 'Flush' });
connection.sendClose({ type: 'Close' });
