/** Deepgram's streaming protocol by hand: nothing but a WebSocket. Writes raw 24 kHz audio to standard output.
 *  node examples/dist/websocket.js | ffplay -f s16le -ar 24000 -ch_layout mono - */
import WebSocket from 'ws';

const url = process.env.GLOTTIS_URL ?? 'ws://127.0.0.1:8080';
const socket = new WebSocket(`${url}/v1/speak?model=aura-2-thalia-en&encoding=linear16&sample_rate=24000`, {
  headers: { authorization: `Token ${process.env.GLOTTIS_KEY ?? 'any'}` },
});
const say = (message: object) => socket.send(JSON.stringify(message));

socket.on('open', () => {
  // As a language model would write it, one token after the other.
  for (const token of ['Hello', ' there', '.', ' How', ' can', ' I', ' help', '?']) say({ type: 'Speak', text: token });
  say({ type: 'Flush' });
  say({ type: 'Close' });
});
socket.on('message', (data: Buffer, isBinary) => {
  if (isBinary) process.stdout.write(data);
  else console.error(String(data));
});
socket.on('close', (code, reason) => console.error(`closed: ${code} ${reason}`));
