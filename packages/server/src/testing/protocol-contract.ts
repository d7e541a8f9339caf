import { describe, expect, it } from 'vitest';
import { SpeechError, speechErrorCodes } from '../errors.js';
import { closeReason } from '../protocols/close-reason.js';
import { audioBytes, lengthOf, nextTurn, open, type ProtocolHarness, steady, whatIsLeft } from './contract-talk.js';

export type { Meaning, ProtocolHarness } from './contract-talk.js';

const sentence = 'One two three four five six seven eight nine ten.';

/** What every socket protocol promises. `describe`s itself; call it at the top of a test file. */
export function protocolContract(name: string, harness: ProtocolHarness): void {
  describe(`${name}: what every protocol promises`, () => {
    it('1 sends all audio of a text before its flush is answered', async () => {
      const talk = await open(harness);
      talk.say(harness.append(sentence), harness.flush);
      const meanings = await talk.until('flushed');
      expect(audioBytes(meanings)).toBeGreaterThan(0);
      expect(audioBytes(await whatIsLeft(talk, harness))).toBe(0);
    });

    it('2 answers a flush of nothing, without audio', async () => {
      const talk = await open(harness);
      talk.say(harness.flush, harness.append('  \n '), harness.flush);
      expect(audioBytes(await talk.until('flushed'))).toBe(0);
      expect(audioBytes(await talk.until('flushed'))).toBe(0);
    });

    it('3 answers flushes in order, each after its own audio', async () => {
      const talk = await open(harness);
      const alone = await lengthOf(harness, sentence);
      for (let turn = 0; turn < 3; turn += 1) talk.say(harness.append(sentence), harness.flush);
      for (let turn = 0; turn < 3; turn += 1) expect(audioBytes(await talk.until('flushed'))).toBe(alone);
    });

    it('4 speaks a complete sentence before anybody flushes', async () => {
      const talk = await open(harness);
      talk.say(harness.append(`${sentence} And`));
      await talk.until('audio');
    });

    it('5 gives the same audio for the same text, however it is split', async () => {
      const text = 'Dr. Smith paid $3.50 at 10:30 a.m. on Friday. Then he left, smiling! 你好。再见。';
      const whole = await lengthOf(harness, text);
      expect(await lengthOf(harness, ...text.split(/(?<= )/))).toBe(whole);
      expect(await lengthOf(harness, ...text)).toBe(whole);
    });

    it('6 answers every clear, also when there is nothing to drop', async () => {
      const talk = await open(harness);
      for (let count = 0; count < 10; count += 1) talk.say(harness.clear);
      for (let count = 0; count < 10; count += 1) expect(audioBytes(await talk.until('cleared'))).toBe(0);
    });

    it('7 sends no old audio after cleared, and speaks what comes next', async () => {
      const alone = await lengthOf(harness, 'New text.');
      const talk = await open(harness);
      talk.say(harness.append(sentence.repeat(20)), harness.flush);
      await talk.until('audio');
      talk.client.stall();
      talk.say(harness.clear, harness.append('New text.'), harness.flush);
      talk.client.resume();
      await talk.until('cleared');
      expect(audioBytes(await talk.until('flushed'))).toBe(alone);
    });

    it('8 voids the flushes before a clear', async () => {
      const talk = await open(harness, { msPerCharacter: 200 });
      talk.say(harness.append(sentence), harness.flush, harness.clear);
      const meanings = await whatIsLeft(talk, harness);
      const flushed = meanings.filter(({ type }) => type === 'flushed').length;
      expect(flushed).toBe(harness.answersDropped ? 1 : 0);
      expect(meanings.filter(({ type }) => type === 'cleared')).toHaveLength(1);
    });

    it('9 aborts the engine at a clear', async () => {
      const talk = await open(harness, { faults: [{ type: 'stall', atChunk: 1 }] });
      talk.say(harness.append(sentence), harness.flush);
      await talk.until('audio');
      talk.say(harness.clear);
      await talk.until('cleared');
      await talk.synthesizer.calls[0]?.ended;
      expect(talk.synthesizer.calls[0]?.abortedMs).toBeDefined();
    });

    it('10 aborts the engine when the client hangs up, and blames nobody', async () => {
      const talk = await open(harness, { faults: [{ type: 'stall', atChunk: 1 }] });
      talk.say(harness.append(sentence), harness.flush);
      await talk.until('audio');
      talk.client.close(1006);
      await talk.ended;
      await talk.synthesizer.calls[0]?.ended;
      expect(talk.synthesizer.calls[0]?.abortedMs).toBeDefined();
    });

    const { finish } = harness;
    if (finish !== undefined) {
      it('11 speaks what is left at a finish, then closes normally', async () => {
        const talk = await open(harness);
        talk.say(harness.append(sentence), finish);
        expect(audioBytes(await talk.rest())).toBe(await lengthOf(harness, sentence));
        expect((await talk.client.closed).code).toBe(1000);
      });
    }

    it('12 sends whole samples in every message', async () => {
      const talk = await open(harness, { sampleRate: 22_050, chunkMs: 33 });
      talk.say(harness.append(sentence), harness.flush);
      for (const meaning of await talk.until('flushed')) {
        if (meaning.type === 'audio') expect(meaning.data.length % harness.bytesPerSample).toBe(0);
      }
    });

    it('13 stops the engine while the client does not read', async () => {
      const talk = await open(harness, { msPerCharacter: 1000 });
      talk.client.stall();
      talk.say(harness.append(sentence), harness.flush);
      const [call] = await talk.called();
      const made = await steady(() => call.chunks);
      talk.client.resume();
      const meanings = await talk.until('flushed');
      expect(call.chunks).toBeGreaterThan(made);
      expect(audioBytes(meanings)).toBeGreaterThan(0);
    });

    if (harness.forgiving) {
      it('14 tells that the engine failed, and speaks the next text', async () => {
        const expected = await lengthOf(harness, sentence);
        const talk = await open(harness, { faults: [{ type: 'fail', atChunk: 1, call: 0 }] });
        talk.say(harness.append(sentence), harness.flush);
        await talk.until('error');
        talk.say(harness.append(sentence), harness.flush);
        expect(audioBytes(await talk.until('flushed'))).toBe(expected);
      });

      it('15 tells that it does not understand, and goes on', async () => {
        const talk = await open(harness);
        talk.say(harness.nonsense);
        await talk.until('error');
        talk.say(harness.append(sentence), harness.flush);
        expect(audioBytes(await talk.until('flushed'))).toBeGreaterThan(0);
      });
    } else {
      it('14 says farewell when the engine fails', async () => {
        const talk = await open(harness, { faults: [{ type: 'fail', atChunk: 1 }] });
        talk.say(harness.append(sentence), harness.flush);
        await talk.rest();
        const { code } = harness.protocol().farewell(new SpeechError('synthesis-failed', 'x'));
        expect((await talk.client.closed).code).toBe(code);
      });

      it('15 says farewell to what it does not understand', async () => {
        const talk = await open(harness);
        talk.say(harness.nonsense);
        await talk.rest();
        const { code } = harness.protocol().farewell(new SpeechError('invalid-message', 'x'));
        expect((await talk.client.closed).code).toBe(code);
      });
    }

    it('16 has an answer for every error', () => {
      const protocol = harness.protocol();
      const visit = { id: '0198c1f2-7a10-7c3e-9b54-2f6d1c8e4a01', params: {} };
      for (const code of speechErrorCodes) {
        const error = new SpeechError(code, `a long message with ünïcödé — ${'x'.repeat(500)}\r\nand a line`);
        expect(protocol.refuse(error, visit, new Headers()).status, code).toBeGreaterThanOrEqual(400);
        const farewell = protocol.farewell(error);
        expect(closeReason(farewell.reason), code).not.toBe('');
        expect(farewell.code, code).toBeGreaterThanOrEqual(1000);
      }
    });

    it('17 closes an idle conversation when the server drains', async () => {
      const talk = await open(harness);
      talk.say(harness.append(sentence), harness.flush);
      await talk.until('flushed');
      talk.drain();
      const { code } = harness.protocol().farewell(new SpeechError('going-away', 'x'));
      expect((await talk.client.closed).code).toBe(code);
    });

    it('18 finishes what was flushed before it closes for a drain', async () => {
      const talk = await open(harness);
      talk.say(harness.append(sentence), harness.flush);
      await talk.until('audio');
      talk.drain();
      const meanings = await talk.rest();
      expect(meanings.map(({ type }) => type)).toContain('flushed');
    });

    it('19 refuses text beyond its limit without harm to others', async () => {
      const limits = { maxBufferedCharacters: 100 };
      const [greedy, modest] = [await open(harness, {}, { limits }), await open(harness, {}, { limits })];
      greedy.say(harness.append('word '.repeat(100)));
      modest.say(harness.append(sentence), harness.flush);
      expect(audioBytes(await modest.until('flushed'))).toBeGreaterThan(0);
      expect(audioBytes(await greedy.meaningsSoFar())).toBe(0);
    });

    it('20 lets others have their turn while a client floods it', async () => {
      const talk = await open(harness);
      for (let count = 0; count < 5000; count += 1) talk.say(harness.clear);
      let turns = 0;
      let over = false;
      const counting = (async () => {
        while (!over) {
          await nextTurn();
          turns += 1;
        }
      })();
      for (let count = 0; count < 5000; count += 1) await talk.until('cleared');
      over = true;
      await counting;
      expect(turns).toBeGreaterThan(50);
    });
  });
}
