/** Speech inside your own program, without a socket: writes hello.wav, and shows each word as it is made.
 *  node examples/dist/embed.js */
import { createWriteStream } from 'node:fs';
import { startServer } from 'glottis';

const server = await startServer({ port: 0, logLevel: 'warn' });
const { speech } = server;
const session = await speech.open({
  holder: await speech.authenticate(undefined),
  protocol: 'example',
  voice: 'aura-2-thalia-en',
  format: { encoding: 'linear16', container: 'wav', sampleRate: 24_000 },
  timestamps: true,
});

session.append('The first words are spoken ');
session.append('while the last ones are still being written.');
session.finish();

const file = createWriteStream('hello.wav');
for await (const event of session) {
  if (event.type === 'audio') file.write(event.data);
  if (event.type === 'timestamps') {
    for (const { word, startMs } of event.words) console.log(`${startMs.toFixed(0).padStart(5)} ms  ${word}`);
  }
}
file.end();
await server.close();
