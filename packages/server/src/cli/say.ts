/** `glottis say`: speaks a text, or what comes in, while it comes in. */

import type { AudioFormat } from '../audio/format.js';
import type { SpeechOptions, SpeechService, SpeechSession } from '../session/speech.js';
import { createAudioFile } from './audio-file.js';
import type { Command, World } from './command.js';
import { withSpeech } from './engines.js';
import { numberOf, readFlags, textOf, UsageError } from './flags.js';
import { formatNames, outputFormat } from './output-format.js';
import { createProgress } from './progress.js';
import { speak } from './speak.js';
import { textFrom } from './text-input.js';

const options = {
  config: { type: 'string' },
  voice: { type: 'string', short: 'v' },
  language: { type: 'string', short: 'l' },
  speed: { type: 'string', short: 's' },
  out: { type: 'string', short: 'o' },
  format: { type: 'string', short: 'f' },
  'sample-rate': { type: 'string', short: 'r' },
} as const;

/** Speaks into a file, or to standard output for a player. */
export const say: Command = {
  name: 'say',
  summary: 'speaks a text into a file or a player',

  help: async () => `Usage: glottis say [flags] [text …]

Without a text it speaks what comes from standard input, while it comes.

  -o, --out <file>       where the audio goes; - is standard output (default speech.wav)
  -f, --format <name>    ${formatNames} (default: as the file is called; raw for -)
  -r, --sample-rate <n>  samples per second
  -v, --voice <name>     a voice id, or a vendor's name such as aura-2-thalia-en
  -l, --language <tag>   de, en-GB
  -s, --speed <factor>   1 is the voice's own, 2 twice as fast
      --config <file>    the configuration file

  glottis say "Hello, world." --out hello.mp3
  glottis say "Hello, world." --out - | aplay -q -f S16_LE -r 24000
  ollama run llama3 "Tell me a story" | glottis say --out story.ogg`,

  async run(args, world) {
    const { flags, rest } = readFlags(args, options);
    const out = textOf(flags, 'out') ?? 'speech.wav';
    const format = outputFormat(out, textOf(flags, 'format'), numberOf(flags, 'sample-rate'));
    const speed = numberOf(flags, 'speed');
    if (rest.length === 0 && world.input.isTTY) await world.messages.write('Type what to say; Ctrl-D ends it.\n');
    return await withSpeech(world, flags, async (speech) => {
      const voice = textOf(flags, 'voice') ?? '';
      const session = await open(speech, { voice, language: textOf(flags, 'language'), speed, format });
      return await sayInto({ out, format }, session, textFrom(rest, world.input), world);
    });
  },
};

type Wish = Pick<SpeechOptions, 'voice' | 'language' | 'speed' | 'format'>;

/** Without a language the text is in the voice's. */
function open(speech: SpeechService, wish: Wish): Promise<SpeechSession> {
  return speech.open({ holder: { id: 'cli' }, protocol: 'cli', ...wish });
}

interface Destination {
  readonly out: string;
  readonly format: AudioFormat;
}

const interrupted = 130;

/** Settles with the exit code. */
async function sayInto(
  { out, format }: Destination,
  session: SpeechSession,
  text: AsyncIterable<string>,
  world: World,
): Promise<number> {
  let stopped = false;
  const stopListening = world.onStop(() => {
    stopped = true;
    session.close();
  });
  const sink = out === '-' ? { ...world.output, close: async () => undefined } : createAudioFile(out, format);
  const progress = createProgress(world);
  try {
    await speak(session, text, sink, progress);
  } finally {
    stopListening();
    await sink.close();
  }
  if (stopped) return interrupted;
  if (progress.spokenMs === 0) throw new UsageError('there was nothing to say; give a text, or pipe one in');
  await progress.done(out);
  return 0;
}
