/** Writes the settings down, for the help and for the documentation. */

import type { Field } from './fields.js';

/** Two lines per setting, for a terminal: the flag and its variable, then what it means. Secrets have a variable only. */
export function describeFields(fields: readonly Field[]): string {
  return fields
    .map((field) => {
      const flag = field.flag === undefined ? '' : `--${field.flag}${valueHint(field)}`;
      return `  ${[flag, field.env].filter((part) => part !== '').join('  ')}\n      ${meaning(field)}`;
    })
    .join('\n');
}

/** A table in Markdown: file, environment, flag, default, meaning. */
export function describeFieldsAsMarkdown(fields: readonly Field[]): string {
  const rows = fields.map((field) => [
    `\`${field.path.join('.')}\``,
    `\`${field.env}\``,
    field.flag === undefined ? '–' : `\`--${field.flag}\``,
    field.fallback === undefined ? '–' : `\`${show(field.fallback)}\``,
    whatItIs(field),
  ]);
  const head = ['in the file', 'in the environment', 'as a flag', 'default', 'what it is'];
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

function meaning(field: Field): string {
  const fallback = isEmpty(field.fallback) ? [] : [`default ${show(field.fallback)}`];
  return [whatItIs(field), ...fallback].filter((part) => part !== '').join('; ');
}

function whatItIs({ description, choices, nullable }: Field): string {
  const values = choices ? [`one of ${choices.join(', ')}`] : nullable ? ['off for none'] : [];
  return [description, ...values].filter((part) => part !== '').join('; ');
}

function valueHint({ kind }: Field): string {
  const hints = { text: ' <text>', number: ' <number>', boolean: '', list: ' <a,b>', map: ' <a=b,c=d>' };
  return hints[kind];
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === '' || value === false || show(value) === '';
}

function show(value: unknown): string {
  if (value === null) return 'off';
  if (typeof value !== 'object') return String(value);
  return Array.isArray(value)
    ? value.join(',')
    : Object.entries(value)
        .map((pair) => pair.join('='))
        .join(',');
}
