/** The page's talk with the server: text goes out, sound and figures come in. It knows no element of the page, and no protocol. */
import type { Output } from '../../sound/output.js';
import type { Samples } from '../../sound/samples.js';
import type { DriverEvent, Heard } from '../drivers/driver.js';
import { typeOut } from '../typing/type-out.js';
import { type Line, openLine, serves } from './line.js';
import type { Choice, Conversation, ConversationParts, Saying } from './report.js';
import { createTeller } from './teller.js';
import { createTurn, onClockOf, type Turn } from './turn.js';

/** The rate at which compressed audio is played, in Hz. */
const fileRate = 24000;

export function createConversation(parts: ConversationParts): Conversation {
  const { now, report } = parts;
  const { measured, become } = createTeller(parts);
  let output: Output | undefined;
  let line: Line | undefined;
  let turn: Turn | undefined;
  /** Of several wishes in quick succession only the last one counts. */
  let wishes = 0;
  let interruption: Promise<void> | undefined;

  async function say({ choice, tokens, tokensPerSecond }: Saying): Promise<void> {
    wishes += 1;
    const mine = wishes;
    const rate = choice.format.coding === 'file' ? fileRate : choice.format.sampleRate;
    try {
      const opening = parts.openOutput(rate, onPosition);
      await silence();
      const opened = await opening;
      if (mine !== wishes) return;
      output = opened;
      // Its clock begins anew.
      await opened.stop();
      if (mine !== wishes) return;
      const ours = line !== undefined && serves(line, choice) ? line : dial(choice);
      if (!(await ours.ready) || mine !== wishes) return;
      await type(begin(ours, rate), tokens, tokensPerSecond);
    } catch (error) {
      if (mine === wishes) fail(error);
    }
  }

  function dial(choice: Choice): Line {
    hangUp();
    become('connecting');
    const atMs = now();
    const dialled = openLine(choice, parts, (from, event) => {
      try {
        if (from === line) hear(from, event);
      } catch (error) {
        fail(error);
      }
    });
    dialled.ready.then((isReady) => {
      if (!isReady || line !== dialled) return;
      measured('connected', atMs);
      become('idle');
    });
    line = dialled;
    return dialled;
  }

  function begin(on: Line, sampleRate: number): Turn {
    const began = createTurn(on, output?.underruns ?? 0);
    turn = began;
    report({ type: 'began', sampleRate });
    become('speaking');
    return began;
  }

  async function type(current: Turn, tokens: readonly string[], tokensPerSecond: number | undefined): Promise<void> {
    const send = (token: string) => {
      current.firstTextAtMs ??= now();
      current.line.connection.sendText(token);
      report({ type: 'sent', text: token });
    };
    const isAll = await typeOut({ tokens, tokensPerSecond, send }, parts, current.typing.signal);
    current.isTyping = false;
    if (!isAll || turn !== current) return;
    // A compressed whole is whole at its end only.
    if (current.line.read === undefined) finish();
    else flush();
  }

  function hear(from: Line, event: DriverEvent): void {
    switch (event.type) {
      case 'audio':
        if (!from.isStale) receive(from, event.bytes);
        break;
      case 'words':
        if (!from.isStale) report({ type: 'words', words: onClockOf(turn, event.words) });
        break;
      case 'flushed':
        onFlushed(from);
        break;
      case 'cleared':
        onCleared(from, event.heard);
        break;
      case 'closed':
        onClosed(from, event.problem);
        break;
    }
  }

  function receive(from: Line, bytes: Uint8Array<ArrayBuffer>): void {
    if (turn?.gotAudio === false) {
      turn.gotAudio = true;
      measured('firstAudio', turn.firstTextAtMs);
    }
    if (from.read === undefined) {
      from.file.add(bytes);
      report({ type: 'received', bytes: from.file.bytes });
    } else {
      const samples = from.read(bytes);
      from.receivedMs += (samples.length * 1000) / from.choice.format.sampleRate;
      play(samples);
    }
  }

  function play(samples: Samples): void {
    report({ type: 'audio', samples });
    output?.play(samples).catch(fail);
  }

  function onPosition(positionMs: number): void {
    if (turn === undefined || output === undefined || positionMs === 0) return;
    if (!turn.wasHeard) {
      turn.wasHeard = true;
      // The first report comes a little later than the first sound, and that is not heard before it has left the machine.
      measured('audible', turn.firstTextAtMs, now() - positionMs + output.latencyMs);
    }
    report({ type: 'position', positionMs, underruns: output.underruns - turn.underrunsBefore });
  }

  function onFlushed(from: Line): void {
    measured('flushed', from.flushes.shift());
    const isAll = turn?.isTyping === false && from.flushes.length === 0 && from.finishedAtMs === undefined;
    if (isAll) endAfterPlayback();
  }

  function onCleared(from: Line, heard: Heard | undefined): void {
    const { clearing } = from;
    if (clearing === undefined) return;
    from.clearing = undefined;
    from.isStale = false;
    from.receivedMs = 0;
    from.flushes = [];
    measured('cleared', clearing.atMs);
    report({ type: 'interrupted', playedMs: clearing.playedMs, heard });
    become(from.finishedAtMs === undefined ? 'idle' : 'ending');
    clearing.done();
  }

  function onClosed(from: Line, problem: string | undefined): void {
    line = undefined;
    if (problem === undefined) measured('finished', from.finishedAtMs);
    onCleared(from, undefined);
    if (problem !== undefined) fail(problem);
    else if (turn === undefined) become('closed');
    else if (from.read !== undefined) endAfterPlayback();
    else playFile(from, turn).catch(fail);
  }

  async function playFile({ file }: Line, current: Turn): Promise<void> {
    const samples = await parts.decode(file.whole(), fileRate);
    if (turn !== current) return;
    play(samples);
    endAfterPlayback();
  }

  function endAfterPlayback(): void {
    const current = turn;
    output?.finished().then(() => {
      if (current === undefined || turn !== current || (line === current.line && line.flushes.length > 0)) return;
      turn = undefined;
      report({ type: 'ended' });
      become(line === undefined ? 'closed' : 'idle');
    }, fail);
  }

  /** Settles when nothing is said any more, and nobody waits for the answer to an interruption. */
  async function silence(): Promise<void> {
    if (turn !== undefined) interruption = interrupt(turn);
    await interruption;
  }

  /** Stops the playback at once, and then the server. */
  async function interrupt({ line: on, typing, offsetMs }: Turn): Promise<void> {
    const atMs = now();
    turn = undefined;
    typing.abort();
    on.isStale = true;
    become('clearing');
    const { playedMs } = (await output?.stop()) ?? { playedMs: 0 };
    measured('silent', atMs);
    if (line === on && on.read !== undefined) {
      await new Promise<void>((done) => {
        on.clearing = { atMs, playedMs, done };
        on.connection.clear(offsetMs + playedMs);
      });
    } else {
      // Nobody is there to ask, or it is a file, whose rest would be of no use.
      hangUp();
      report({ type: 'interrupted', playedMs, heard: undefined });
      become('closed');
    }
  }

  function flush(): void {
    if (line === undefined || turn === undefined) return;
    line.flushes.push(now());
    line.connection.flush();
  }

  function finish(): void {
    if (line === undefined || line.finishedAtMs !== undefined) return;
    turn?.typing.abort();
    line.finishedAtMs = now();
    line.connection.finish();
    become('ending');
  }

  function hangUp(): void {
    line?.connection.close();
    line?.clearing?.done();
    line = undefined;
  }

  function fail(error: unknown): void {
    turn?.typing.abort();
    turn = undefined;
    hangUp();
    output?.stop().catch(() => {});
    report({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
    become('closed');
  }

  return {
    say,
    flush,
    async clear() {
      wishes += 1;
      await silence();
    },
    finish,
  };
}
