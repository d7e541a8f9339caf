/** A page that speaks: text in, speech out, words lit up while they are heard, and an end at any time. */
import { ConnectionError, Glottis, type SpeechSession } from '@glottis/client';
import { createPlayer, type Player } from '@glottis/client/player';
import { createReading, type Reading } from './reading.js';

const server = new URLSearchParams(location.search).get('server') ?? 'http://127.0.0.1:8080';
const glottis = new Glottis({ baseURL: server });

const form = find<HTMLFormElement>('form');
const text = find<HTMLTextAreaElement>('#text');
const voice = find<HTMLSelectElement>('#voice');
const stopButton = find<HTMLButtonElement>('#stop');
const status = find('#status');

let player: Player | undefined;
let reading: Reading | undefined;
/** What is being said; undefined while all is quiet. */
let current: SpeechSession | undefined;
/** Of several wishes in quick succession, only the last one counts. */
let wishes = 0;

form.addEventListener('submit', (event) => {
  event.preventDefault();
  speak().catch(fail);
});
stopButton.addEventListener('click', () => interrupt().catch(fail));
document.addEventListener('keydown', ({ key, ctrlKey, metaKey }) => {
  if (key === 'Enter' && (ctrlKey || metaKey)) form.requestSubmit();
  if (key === 'Escape') interrupt().catch(fail);
});
listVoices().catch(fail);

async function speak(): Promise<void> {
  wishes += 1;
  const wish = wishes;
  await stop();
  // It is made where the browser sees that somebody clicked: otherwise nothing could be heard.
  player ??= await createPlayer({ sampleRate: 24_000, onPosition: (positionMs) => reading?.light(positionMs) });
  // Its clock begins anew.
  await player.stop();
  if (voice.disabled) await listVoices();
  if (wish !== wishes) return;

  const session = glottis.speech.sessions.create({
    voice: voice.value,
    format: 'pcm_s16le',
    sample_rate: 24_000,
    return_timestamps: true,
  });
  become(session);
  show('');
  reading = createReading(find('#reading'), text.value);
  session.sendText(text.value);
  session.sendFlush();
  listen(session, player, reading).catch((error) => session === current && fail(error));
}

async function interrupt(): Promise<void> {
  wishes += 1;
  await stop();
}

/** Silence at once. The server is told how much was heard, and says which words those were. */
async function stop(): Promise<void> {
  const session = current;
  if (session === undefined || player === undefined) return;
  become(undefined);
  const { playedMs } = await player.stop();
  session.sendReset({ playedMs });
}

async function listen(session: SpeechSession, player: Player, reading: Reading): Promise<void> {
  const askedAt = performance.now();
  for await (const message of session) {
    switch (message.type) {
      case 'audio':
        if (status.textContent === '') show(`First audio after ${Math.round(performance.now() - askedAt)} ms`);
        await player.play(message.audio);
        break;
      case 'timestamps':
        reading.add(message.timestamps);
        break;
      case 'flush_complete':
        // All of it is here, but not heard yet. A stop would wait for its answer instead.
        player.finished().then(() => session === current && session.close());
        break;
      case 'reset_complete':
        if (current === undefined) show(`You heard: “${message.heard?.text_spoken.trim()}”`);
        session.close();
        break;
      case 'error':
        throw new Error(message.error.message);
    }
  }
  if (session === current) become(undefined);
}

function become(session: SpeechSession | undefined): void {
  current = session;
  reading?.end();
  reading = undefined;
  stopButton.disabled = session === undefined;
}

async function listVoices(): Promise<void> {
  const voices = await glottis.voices.list();
  voice.replaceChildren(...voices.map(({ id, name }) => new Option(name, id)));
  voice.disabled = false;
}

function fail(error: unknown): void {
  become(undefined);
  const isAway = error instanceof ConnectionError;
  show(isAway ? `There is no server at ${server}. Start one with: npm start` : String(error));
  status.classList.add('failed');
}

function show(message: string): void {
  status.textContent = message;
  status.classList.remove('failed');
}

function find<Found extends HTMLElement>(selector: string): Found {
  const found = document.querySelector<Found>(selector);
  if (found === null) throw new Error(`the page has no ${selector}`);
  return found;
}
