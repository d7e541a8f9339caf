/** The variables that an application takes, as it describes them. */
import type { Fields } from '../messages.js';

export interface Variable {
  readonly name: string;
  readonly type: 'string' | 'number' | 'boolean';
  readonly description: string;
  readonly isRequired: boolean;
  /** Nobody shall read it over one's shoulder, or in a log. */
  readonly isSecret: boolean;
  readonly isLong: boolean;
  /** As text; empty where there is none. */
  readonly initial: string;
  /** The values that may be chosen from, as text; undefined where any will do. */
  readonly choices: readonly string[] | undefined;
}

/** Reads a description. What is not said is a line of text that may be left out. */
export function readVariables(described: Fields): readonly Variable[] {
  return Object.entries(described).map(([name, value]) => {
    const { type, description, required, obscure, uiHint, default: initial, enum: choices } = Object(value) as Fields;
    return {
      name,
      type: type === 'number' || type === 'boolean' ? type : 'string',
      description: typeof description === 'string' ? description : '',
      isRequired: required === true,
      isSecret: obscure === true,
      isLong: uiHint === 'textarea' || uiHint === 'filepicker',
      initial: plain(initial),
      choices: Array.isArray(choices) ? choices.map(plain) : undefined,
    };
  });
}

/** What is sent for the text of a field; undefined for one that was left out. */
export function readValue({ type, choices }: Variable, text: string): string | number | boolean | undefined {
  if (text === '' && !choices?.includes('')) return undefined;
  switch (type) {
    case 'number':
      return Number(text);
    case 'boolean':
      return text === 'true';
    case 'string':
      return text;
  }
}

function plain(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
