import { describe, expect, it } from 'vitest';
import { durationMs, type Pcm } from '../audio/pcm.js';
import type { WordTiming } from '../synthesizers/synthesizer.js';
import { Alignment } from './alignment.js';

const rate = 16_000;
const audio = (lengthMs: number, sampleRate = rate): Pcm => ({
  samples: Int16Array.from({ length: (lengthMs * sampleRate) / 1000 }, (_, index) => index % 1000),
  sampleRate,
});
const word = (name: string, startMs: number, endMs: number): WordTiming => ({
  word: name,
  startMs,
  endMs,
  textStart: 0,
  textEnd: name.length,
});
const lengths = (pieces: readonly Pcm[]) => pieces.map(durationMs);
const names = (alignment: Alignment) => alignment.takeEnded().map((ended) => ended.word);

describe('alignment', () => {
  it('holds audio back until it knows where its word ends', () => {
    const alignment = new Alignment();
    expect(alignment.push(audio(300))).toEqual([]);
    alignment.addWords([word('one', 50, 400)]);
    expect(lengths(alignment.push(audio(300)))).toEqual([400]);
    expect(names(alignment)).toEqual(['one']);
  });

  it('cuts where the last word that is known ends, however many there are', () => {
    const alignment = new Alignment();
    alignment.addWords([word('one', 0, 100), word('two', 150, 250)]);
    expect(lengths(alignment.push(audio(300)))).toEqual([250]);
    expect(names(alignment)).toEqual(['one', 'two']);
  });

  it('tells a word only with the audio that holds its end', () => {
    const alignment = new Alignment();
    alignment.addWords([word('one', 0, 100), word('two', 100, 500)]);
    expect(lengths(alignment.push(audio(300)))).toEqual([100]);
    expect(names(alignment)).toEqual(['one']);
    expect(lengths(alignment.push(audio(300)))).toEqual([400]);
    expect(names(alignment)).toEqual(['two']);
  });

  it('gives everything away where a segment ends, and every word once', () => {
    const alignment = new Alignment();
    alignment.addWords([word('one', 0, 100), word('late', 100, 301)]);
    expect(lengths(alignment.push(audio(200)))).toEqual([100]);
    expect(lengths(alignment.push(audio(100)))).toEqual([]);
    expect(lengths(alignment.release())).toEqual([200]);
    expect(names(alignment)).toEqual(['one', 'late']);
    expect(names(alignment)).toEqual([]);
  });

  it('keeps the silence behind the last word apart from it', () => {
    const alignment = new Alignment();
    alignment.push(audio(300));
    alignment.addWords([word('one', 0, 240)]);
    expect(lengths(alignment.release())).toEqual([240, 60]);
    expect(names(alignment)).toEqual(['one']);
  });

  it('does not wait for ever for a word', () => {
    const alignment = new Alignment();
    expect(alignment.push(audio(3900))).toEqual([]);
    expect(lengths(alignment.push(audio(200)))).toEqual([4100]);
  });

  it('cuts a long piece where its last word ends, too', () => {
    const alignment = new Alignment();
    alignment.addWords([word('one', 0, 700)]);
    expect(lengths(alignment.push(audio(1500)))).toEqual([700]);
  });

  it('neither loses nor doubles a sample, however the audio is cut', () => {
    const whole = audio(3000);
    const alignment = new Alignment();
    const given: Pcm[] = [];
    for (let at = 0, turn = 0; at < whole.samples.length; turn += 1) {
      const length = 1 + ((turn * 7919) % 1700);
      if (turn % 3 === 0) alignment.addWords([word('w', turn * 40, turn * 60)]);
      given.push(...alignment.push({ samples: whole.samples.subarray(at, at + length), sampleRate: rate }));
      at += length;
    }
    given.push(...alignment.release());
    expect(given.flatMap(({ samples }) => [...samples])).toEqual([...whole.samples]);
  });

  it('keeps audio of two rates apart', () => {
    const alignment = new Alignment();
    alignment.push(audio(100));
    alignment.push(audio(100, 8000));
    expect(alignment.release().map(({ sampleRate, samples }) => [sampleRate, samples.length])).toEqual([
      [16_000, 1600],
      [8000, 800],
    ]);
  });
});
