/** Listens until there are digits, words, or no time left. Everything happens in the turn in which the caller does it. */
import type { Clock } from '../../../../clock.js';
import type { Ear } from '../ear.js';
import { type BargeIn, type Collected, type Speech, typedSpeech } from './collected.js';
import { collectDigits } from './digits.js';
import type { Listening } from './options.js';

export interface ListenTools {
  readonly ear: Ear;
  readonly clock: Clock;
  /** Of what is said, unless the application names another. */
  readonly language: string;
  /** Something is played meanwhile: time begins to run when it has ended. */
  readonly hasPrompt: boolean;
  /** Called once, last of all. */
  onCollected(collected: Collected): void;
  /** The caller interrupts. Once for a prompt, and not after its end; without a prompt once for what is listened for, and again
   *  whenever the caller begins to speak without words. */
  onBargeIn?(bargeIn: BargeIn): void;
  /** Words so far; there may be more. */
  onPartial?(speech: Speech): void;
}

/** One act of listening, under way. */
export interface Listener {
  promptEnded(): void;
  /** From now on there are so many seconds; 0 changes nothing that runs. */
  allow(seconds: number): void;
  stop(): void;
}

export function listenFor(options: Listening, tools: ListenTools): Listener {
  const { clock, hasPrompt } = tools;
  const wantsDigits = options.input.includes('digits');
  const wantsSpeech = options.input.includes('speech');
  const keysInterrupt = options.dtmfBargein ?? wantsDigits;
  const language = options.recognizer?.language ?? 'default';
  const digits = collectDigits(options);
  const time = createTimer(clock);
  const timeForDigit = createTimer(clock);
  let timeout = options.timeout;
  let isPrompting = hasPrompt;
  let mayInterrupt = true;
  let isOver = false;
  let unlisten = () => {};

  const listen = () => {
    unlisten = tools.ear.listen({ onDigit, onBegin, onSpeech });
  };
  const stop = () => {
    isOver = true;
    time.stop();
    timeForDigit.stop();
    unlisten();
  };
  const finish = (collected: Collected) => {
    stop();
    tools.onCollected(collected);
  };
  const finishDigits = () => finish({ reason: 'dtmfDetected', digits: digits.text });
  const startTime = () => {
    if (timeout > 0) time.start(timeout, () => (digits.isEnough ? finishDigits() : finish({ reason: 'timeout' })));
  };
  const interrupt = (bargeIn: BargeIn) => {
    if (!mayInterrupt) return;
    mayInterrupt = false;
    tools.onBargeIn?.(bargeIn);
  };

  function onDigit(key: string): void {
    if (keysInterrupt) interrupt({ type: 'dtmf', digit: key });
    if (isOver || !wantsDigits) return;
    if (digits.press(key)) {
      if (options.bargein && !hasPrompt) interrupt({ type: 'dtmf', digit: key });
      if (!isOver) finishDigits();
    } else if (options.interDigitTimeout > 0 && digits.isEnough) {
      time.stop();
      timeForDigit.start(options.interDigitTimeout, finishDigits);
    }
  }

  function onBegin(isBare: boolean): void {
    // A voice without words yet counts as one word: whoever wants to hear more of them first waits for them.
    if (!isBare || !wantsSpeech || !options.bargein || options.minBargeinWordCount > 1) return;
    if (!hasPrompt) mayInterrupt = true;
    interrupt({ type: 'speech' });
  }

  function onSpeech(text: string, isFinal: boolean): void {
    const transcript = text.trim();
    // Whoever has begun to type a number is taken at the keys.
    if (!wantsSpeech || transcript === '' || digits.text !== '') return;
    const speech = typedSpeech(transcript, isFinal, language === 'default' ? tools.language : language);
    if (!isFinal && time.isRunning) startTime();
    if (options.bargein && (isFinal || wordsIn(transcript) >= options.minBargeinWordCount)) {
      interrupt({ type: 'speech', speech });
    }
    if (isOver) return;
    if (isFinal) finish({ reason: 'speechDetected', speech });
    else tools.onPartial?.(speech);
  }

  if (!hasPrompt || options.listenDuringPrompt) listen();
  if (!hasPrompt) startTime();

  return {
    promptEnded() {
      if (isOver || !isPrompting) return;
      isPrompting = false;
      mayInterrupt = false;
      if (!options.listenDuringPrompt) listen();
      if (!timeForDigit.isRunning) startTime();
    },
    allow(seconds) {
      if (isOver) return;
      timeout = seconds;
      startTime();
    },
    stop,
  };
}

const wordsIn = (text: string) => text.split(/\s+/).length;

/** One callback at a time; starting it again puts it off. */
function createTimer(clock: Clock) {
  let cancel: (() => void) | undefined;
  const stop = () => {
    cancel?.();
    cancel = undefined;
  };
  return {
    get isRunning() {
      return cancel !== undefined;
    },
    start(seconds: number, callback: () => void) {
      stop();
      cancel = clock.after(seconds * 1000, callback);
    },
    stop,
  };
}
