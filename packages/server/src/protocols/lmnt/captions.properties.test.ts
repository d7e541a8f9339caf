import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CaptionToken, createCaptions } from './captions.js';

/** A word with what stands before it, the silence before it, and its own length. Milliseconds, to the microsecond. */
const ms = (max: number) => fc.integer({ min: 0, max: max * 1000 }).map((microseconds) => microseconds / 1000);
const word = fc.record({
  before: fc.array(fc.constantFrom(' ', '\n', ', ', '. ', ' "', ' 🙂 ', '—', '…'), { maxLength: 2 }),
  text: fc.constantFrom('one', "can't", 'U.S.', 'é', '你好', '(two)', '50%'),
  gapMs: ms(200),
  lastsMs: ms(800),
  isTimed: fc.boolean(),
});
const utterance = fc.record({
  words: fc.array(word, { maxLength: 12 }),
  after: fc.constantFrom('', '.', '! ', '\n', ' 🙂'),
  tailMs: ms(300),
});
/** Of an engine that times some of its words, or of one that times none. */
const session = fc
  .tuple(fc.array(utterance, { minLength: 1, maxLength: 3 }), fc.boolean())
  .map(([utterances, timesWords]) => (timesWords ? utterances : utterances.map(untimed)));

function untimed(utterance: Utterance): Utterance {
  return { ...utterance, words: utterance.words.map((word) => ({ ...word, isTimed: false })) };
}

type Utterance = typeof utterance extends fc.Arbitrary<infer T> ? T : never;

interface Piece {
  readonly startMs: number;
  readonly durationMs: number;
  readonly tokens: readonly CaptionToken[];
}

/** Speaks as an engine would: audio is cut behind words, and the rest is a piece of its own. */
function speak(utterances: readonly Utterance[], perPiece: boolean, everyWord: boolean) {
  const captions = createCaptions({ perPiece, exact: true });
  let textEnd = 0;
  let nowMs = 0;
  return utterances.map(({ words, after, tailMs }) => {
    const startMs = nowMs;
    const pieces: Piece[] = [];
    let text = '';
    let atMs = nowMs;
    let pending: { word: string; startMs: number; endMs: number; textStart: number; textEnd: number }[] = [];
    const timed = words.map((word) => {
      text += word.before.join('');
      const wordStart = textEnd + text.length;
      text += word.text;
      const wordStartMs = atMs + word.gapMs;
      atMs = wordStartMs + word.lastsMs;
      return {
        isTimed: word.isTimed,
        timing: {
          word: word.text,
          startMs: wordStartMs,
          endMs: atMs,
          textStart: wordStart,
          textEnd: textEnd + text.length,
        },
      };
    });
    text += after;
    for (const character of text) captions.append(character);
    captions.flush();
    textEnd += text.length;
    const piece = (untilMs: number) => {
      const audio = { startMs: nowMs, durationMs: untilMs - nowMs };
      captions.audio(audio);
      pieces.push({ ...audio, tokens: captions.words(pending) });
      pending = [];
      nowMs = untilMs;
    };
    for (const { isTimed, timing } of timed) {
      if (isTimed) pending.push(timing);
      if (everyWord && timing.endMs > nowMs) piece(timing.endMs);
    }
    if (atMs + tailMs > nowMs) piece(atMs + tailMs);
    return { text, pieces, closing: captions.end(), lengthMs: nowMs - startMs };
  });
}

const total = (tokens: readonly CaptionToken[]) => tokens.reduce((sum, { duration }) => sum + duration, 0);

function expectTouching(tokens: readonly CaptionToken[]): void {
  for (const [index, { start }] of tokens.entries()) {
    const before = tokens[index - 1];
    expect(start).toBeCloseTo(before === undefined ? 0 : before.start + before.duration, 9);
  }
}

describe('captions, of whatever is said', () => {
  it('are the text as it was sent, and last as long as the audio', () => {
    fc.assert(
      fc.property(session, fc.boolean(), fc.boolean(), (utterances, perPiece, everyWord) => {
        for (const { text, pieces, closing, lengthMs } of speak(utterances, perPiece, everyWord)) {
          const tokens = [...pieces.flatMap((piece) => piece.tokens), ...closing];
          expect(total(tokens)).toBeCloseTo(lengthMs / 1000, 5);
          if (pieces.length === 0) continue;
          expect(tokens.map((token) => token.text).join('')).toBe(text);
          expect([tokens[0]?.text, tokens.at(-1)?.text]).toEqual(['', '']);
        }
      }),
    );
  });

  it('touch each other', () => {
    fc.assert(
      fc.property(session, fc.boolean(), (utterances, everyWord) => {
        for (const { pieces, closing } of speak(utterances, false, everyWord)) {
          expectTouching([...pieces.flatMap((piece) => piece.tokens), ...closing]);
        }
      }),
    );
  });

  it('fill each piece where times begin with it', () => {
    fc.assert(
      fc.property(session, fc.boolean(), (utterances, everyWord) => {
        for (const { pieces, closing } of speak(utterances, true, everyWord)) {
          for (const { tokens, durationMs } of pieces) {
            expectTouching(tokens);
            expect(total(tokens)).toBeCloseTo(durationMs / 1000, 5);
          }
          expectTouching([...(pieces.at(-1)?.tokens ?? []), ...closing]);
        }
      }),
    );
  });
});
