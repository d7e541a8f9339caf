/** Wire to session: what each of the client's messages does. */
import type { Clock } from '../../clock.js';
import { SpeechError } from '../../errors.js';
import type { SpeechSession } from '../../session/speech.js';
import { createControls } from './controls.js';
import { between } from './joining.js';
import { createSocketLimits } from './limits.js';
import { parse, type Warning, warning } from './messages.js';
import type { DeepgramOptions } from './options.js';

export interface ReceptionTools {
  readonly options: DeepgramOptions;
  readonly clock: Clock;
  /** Says something beside the audio. */
  warn(warning: Warning): void;
  /** Close was asked for, and what is on its way goes out first. */
  closing(): void;
}

/** Given as mark to a clear whose answer tells what was heard. */
export const tellHeard = 'tell-heard';

/** Takes one message after another; throws the SpeechError that ends the conversation. */
export function createReception(session: SpeechSession, tools: ReceptionTools): (message: string | Uint8Array) => void {
  const { options, clock, warn, closing } = tools;
  const limits = createSocketLimits(options.limits, clock);
  const controls = createControls();
  let previous = '';
  let closed = false;

  return (message) => {
    if (closed) return;
    const command = parse(message);
    switch (command.type) {
      case 'Speak':
        return speak(command.text);
      case 'Flush':
        return flush();
      case 'Clear':
        return clear(command.playedMs);
      case 'Close':
        return close();
      case 'KeepAlive':
        return;
    }
  };

  function speak(text: string): void {
    if (text === '') return;
    limits.admitText(text);
    append(controls.push(between(previous, text) + text));
    previous = text;
  }

  function flush(): void {
    if (limits.admitFlush()) {
      completeText();
      session.flush();
    } else warn(tooManyFlushes(options.limits.flushesPerMinute));
  }

  function clear(playedMs: number | undefined): void {
    controls.reset();
    previous = '';
    session.clear(playedMs === undefined ? {} : { mark: tellHeard, playedMs });
  }

  function close(): void {
    closed = true;
    if (options.closeMode === 'immediate') session.close();
    else finish();
  }

  function finish(): void {
    completeText();
    session.finish();
    closing();
  }

  function completeText(): void {
    append(controls.flush());
    previous = '';
  }

  function append(text: string): void {
    if (session.append(text)) return;
    throw new SpeechError('text-too-long', 'too much text waits to be spoken; send it as fast as it is spoken');
  }
}

function tooManyFlushes(limit: number | null): Warning {
  return warning(
    'EXCESSIVE_FLUSH',
    `Flush limit reached: ${limit} per 60 s. This Flush was ignored, its text is kept.`,
  );
}
