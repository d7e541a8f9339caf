/** The two tones of a key, as in ITU-T Q.23. */

const keypad = ['123A', '456B', '789C', '*0#D'];
const rowHz = [697, 770, 852, 941];
const columnHz = [1209, 1336, 1477, 1633];

/** Of each of the two: together they stay well below full scale. */
const amplitude = 0.25 * 32767;
/** Between one key and the next. */
const gapMs = 50;
/** What a letter of a dial string that is no key stands for: wait. */
const waitMs = 500;

/** Of a sound, made at once. */
const pieceMs = 200;

/** The sound of a key, with the silence after it, in pieces. */
export function* dtmfTone(key: string, durationMs: number, sampleRate: number): Generator<Int16Array> {
  const samplesIn = (ms: number) => Math.round((ms * sampleRate) / 1000);
  const row = keypad.findIndex((keys) => keys.includes(key.toUpperCase()));
  if (row === -1) return yield* pieces(samplesIn(waitMs), samplesIn(pieceMs), () => 0);
  const low = (2 * Math.PI * rowHz[row]!) / sampleRate;
  const high = (2 * Math.PI * columnHz[keypad[row]!.indexOf(key.toUpperCase())]!) / sampleRate;
  const toneEnd = samplesIn(durationMs);
  const toneAt = (at: number) => amplitude * (Math.sin(low * at) + Math.sin(high * at));
  yield* pieces(samplesIn(durationMs + gapMs), samplesIn(pieceMs), (at) => (at < toneEnd ? toneAt(at) : 0));
}

function* pieces(length: number, pieceLength: number, sampleAt: (at: number) => number): Generator<Int16Array> {
  for (let from = 0; from < length; from += pieceLength) {
    yield Int16Array.from({ length: Math.min(pieceLength, length - from) }, (_, at) => sampleAt(from + at));
  }
}
