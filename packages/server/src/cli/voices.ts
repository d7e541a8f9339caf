/** `glottis voices`: lists the voices. */

import { voiceAliases } from '../voices/aliases.js';
import type { Gender, Voice, VoiceCatalogue, VoiceFilter } from '../voices/voice.js';
import type { Command } from './command.js';
import { withSpeech } from './engines.js';
import { readOnlyFlags, textOf, UsageError } from './flags.js';

const options = {
  config: { type: 'string' },
  language: { type: 'string', short: 'l' },
  gender: { type: 'string', short: 'g' },
  aliases: { type: 'boolean' },
  json: { type: 'boolean' },
} as const;

const genders: readonly Gender[] = ['female', 'male', 'neutral'];

/** Lists the engines' voices, or the vendors' names. */
export const voices: Command = {
  name: 'voices',
  summary: 'lists the voices',

  help: async () => `Usage: glottis voices [flags]

  -l, --language <tag>  only this language: de, en-GB
  -g, --gender <which>  only these: female, male, neutral
      --aliases         the vendors' names that are understood, and who speaks them
      --json            as JSON
      --config <file>   the configuration file`,

  async run(args, world) {
    const flags = readOnlyFlags(args, options);
    const filter = { language: textOf(flags, 'language'), gender: genderOf(textOf(flags, 'gender')) };
    return await withSpeech(world, flags, async ({ voices: catalogue }) => {
      const rows = flags.aliases ? aliasRows(catalogue, filter) : catalogue.list(filter).map(toRow);
      await world.output.write(flags.json ? `${JSON.stringify(rows, undefined, 2)}\n` : table(rows));
      return rows.length > 0 ? 0 : 1;
    });
  },
};

type Row = Readonly<Record<string, string>>;

function genderOf(text: string | undefined): Gender | undefined {
  const gender = genders.find((candidate) => candidate === text);
  if (text !== undefined && !gender) throw new UsageError(`--gender is "${text}"; write ${genders.join(', ')}`);
  return gender;
}

function toRow({ id, name, language, gender, synthesizer }: Voice): Row {
  return { voice: id, language, gender, name, engine: synthesizer };
}

function aliasRows(catalogue: VoiceCatalogue, filter: VoiceFilter): readonly Row[] {
  const allowed = new Set(catalogue.list(filter).map((voice) => voice.id));
  return voiceAliases
    .map((alias) => ({ alias, voice: catalogue.resolve(alias.name) }))
    .filter(({ voice }) => allowed.has(voice.id))
    .map(({ alias, voice }) => ({ name: alias.name, language: alias.language, gender: alias.gender, voice: voice.id }));
}

/** Columns as wide as their longest entry. */
function table(rows: readonly Row[]): string {
  const [first] = rows;
  if (!first) return 'no voice is like that; `glottis voices` lists all\n';
  const columns = Object.keys(first);
  const lines = [columns.map((column) => column.toUpperCase()), ...rows.map((row) => Object.values(row))];
  const widths = columns.map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0)));
  const toLine = (line: readonly string[]) =>
    line
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd();
  return `${lines.map(toLine).join('\n')}\n`;
}
