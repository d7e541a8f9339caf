/** Entries as text. */
import type { Entry } from './entry.js';

/** As this project writes conversations down: `>` is the client, `<` the server, `#` a remark. Audio is `[audio]`, however much. */
export function transcriptOf(entries: readonly Entry[]): string {
  return `${entries.flatMap(line).join('\n')}\n`;
}

function line(entry: Entry): string[] {
  switch (entry.type) {
    case 'opened':
      return [`# ${entry.url}`];
    case 'text':
      return [`${arrow(entry)} ${entry.text}`];
    case 'audio':
      return [`${arrow(entry)} [audio]`];
    case 'closed':
      return [`< close ${entry.code}${entry.reason === '' ? '' : ` ${entry.reason}`}`];
  }
}

/** One entry for the log on the page. */
export function shownText(entry: Entry): string {
  switch (entry.type) {
    case 'opened':
      return entry.url;
    case 'text':
      return entry.text;
    case 'audio':
      return `[audio ${entry.bytes.toLocaleString('en')} bytes${entry.messages === 1 ? '' : `, ${entry.messages} messages`}]`;
    case 'closed':
      return `close ${entry.code} ${entry.reason}`.trimEnd();
  }
}

/** Which way an entry went. */
export function arrow(entry: Entry): '>' | '<' | '#' {
  if (entry.type === 'opened') return '#';
  return entry.type === 'closed' || entry.from === 'server' ? '<' : '>';
}
