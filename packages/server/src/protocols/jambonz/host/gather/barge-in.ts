/** Barge-in: listens in the background for as long as an application wants it to, and interrupts what is played. */
import type { Clock } from '../../../../clock.js';
import type { Ear } from '../ear.js';
import type { WireData } from '../link/link.js';
import { type BargeIn, bargeInStatus, type Collected } from './collected.js';
import { type Listener, listenFor } from './listen-for.js';
import { type BargeInOptions, inBackground, type Listening } from './options.js';

/** What an interruption does to the call. `Options` are the application's, with whatever else the verb knows of them. */
export interface BargeInEffects<Options> {
  /** Ends the verb that runs and drops those that wait, up to a `config` that turns barge-in off. */
  killForeground(): void;
  /** A `verb:status`. */
  announceStatus(status: WireData): void;
  /** Cuts what sounds, and says so where a stream is enabled. */
  cutAndTell(): void;
  /** Settles when the application has answered, or will not. Must not reject. */
  hook(collected: Collected, options: Options): Promise<void>;
}

export interface BackgroundGather<Options> {
  readonly isEnabled: boolean;
  /** Does nothing where the same is listened for already. */
  enable(options: Options): void;
  /** What was said before is still told. */
  disable(): void;
  /** A `gather` that comes while this listens needs no listening of its own: its time is taken over, and its result goes to the
   *  hook of the barge-in, as jambonz has it. False: it wants speech, which this does not listen for; disable this first. */
  adopt(gather: Pick<Listening, 'input' | 'timeout'>): boolean;
}

export interface BargeInTools<Options> {
  readonly ear: Ear;
  readonly clock: Clock;
  /** Of what is said; asked for at each beginning. */
  readonly language: () => string;
  readonly effects: BargeInEffects<Options>;
}

/** Results that wait for the application to answer the one before; while there are so many, nobody listens. */
const maxWaiting = 8;

export function createBargeIn<Options extends BargeInOptions>(tools: BargeInTools<Options>): BackgroundGather<Options> {
  const { ear, clock, language, effects } = tools;
  let enabled: Options | undefined;
  let listener: Listener | undefined;
  let waiting = 0;
  let turn = Promise.resolve();

  const listen = () => {
    if (enabled && !listener && waiting < maxWaiting) listener = begin(enabled);
  };

  const begin = (options: Options) => {
    let hasInterrupted = false;
    return listenFor(inBackground(options), {
      ear,
      clock,
      language: language(),
      hasPrompt: false,
      onBargeIn(bargeIn) {
        hasInterrupted = true;
        interrupt(bargeIn);
      },
      onCollected(collected) {
        listener = undefined;
        if (!options.sticky) enabled = undefined;
        if (!hasInterrupted) effects.killForeground();
        tell(collected, options);
        // At once: what the caller says while the application thinks is not lost.
        listen();
      },
    });
  };

  /** In jambonz' order, which is another one for keys. */
  const interrupt = (bargeIn: BargeIn) => {
    if (bargeIn.type === 'speech') effects.killForeground();
    effects.announceStatus(bargeInStatus(bargeIn));
    effects.cutAndTell();
    if (bargeIn.type === 'dtmf') effects.killForeground();
  };

  /** One hook at a time: clients answer the last one they were asked, whichever that is. */
  const tell = (collected: Collected, options: Options) => {
    waiting += 1;
    turn = turn
      .then(() => effects.hook(collected, options))
      .then(() => {
        waiting -= 1;
        listen();
      });
  };

  const disable = () => {
    enabled = undefined;
    listener?.stop();
    listener = undefined;
  };

  return {
    get isEnabled() {
      return enabled !== undefined;
    },
    enable(options) {
      if (enabled && isSame(enabled.input, options.input)) return;
      disable();
      enabled = options;
      listen();
    },
    disable,
    adopt({ input, timeout }) {
      if (!enabled) return false;
      if (input.includes('speech') && !enabled.input.includes('speech')) return false;
      listener?.allow(timeout);
      return true;
    },
  };
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((one, at) => one === others[at]);
}
