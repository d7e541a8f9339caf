import { isSpace, type Kind } from './characters.js';
import type { Progress, RestartState } from './progress.js';
import type { Cut, Rule } from './rule.js';

/**
 * Cuts where the lines of a text do: at blank lines, after headings and before the items of a list.
 * Any other line break is white space, for prose is often wrapped.
 */
export function lines(progress: Progress): Rule {
  const { held } = progress;
  let kind: 'prose' | 'item' | 'heading' = 'prose';
  let lineFrom = 0; // of the line in progress, in this segment
  let blank = true; // nothing but white space on it so far
  let opening = true; // its first characters may still make it an item or a heading
  let openingFrom = 0;

  function breakLine(end: number): Cut | undefined {
    if (blank && progress.isSayableBefore(lineFrom)) return { at: end, boundary: 'paragraph' };
    lineFrom = end;
    blank = true;
    opening = true;
    return undefined;
  }

  function open(end: number): Cut | undefined {
    const found = lineOpening(held.slice(openingFrom, end));
    if (found === 'unknown') return undefined;
    opening = false;
    const inParagraph = progress.isSayableBefore(lineFrom);
    // As in Markdown, a number amid a paragraph begins a list only if it is 1: "in\n2019. Then" is prose.
    const isProse = found === 'prose' || (found === 'number' && inParagraph && kind !== 'item');
    if (isProse) return undefined;
    if (inParagraph) return { at: lineFrom, boundary: 'sentence' };
    kind = found === 'heading' ? 'heading' : 'item';
    return undefined;
  }

  return {
    read(at, end, character: Kind) {
      if (character === 'paragraph' && progress.isSayableBefore(at)) return { at: end, boundary: 'paragraph' };
      if (character === 'line') return breakLine(end);
      if (!opening) return undefined;
      if (blank) {
        if (isSpace(character)) return undefined;
        blank = false;
        openingFrom = at;
        if (kind === 'heading' && progress.isSayableBefore(lineFrom)) return { at: lineFrom, boundary: 'sentence' };
      }
      return open(end);
    },
    restart(state: RestartState) {
      // Sentences may end within an item or a heading; a list goes on to the end of its paragraph.
      if (state.paragraph || (state.line && kind === 'heading')) kind = 'prose';
      lineFrom = 0;
      blank = state.sentence || state.line;
      opening = blank;
    },
  };
}

/** What the first characters of a line make of it; bounded, for it is asked at each of them. */
function lineOpening(text: string): 'item' | 'number' | 'heading' | 'prose' | 'unknown' {
  if (/^(?:[-*+•‣◦▪·–—]|1[.)])\s$/u.test(text)) return 'item';
  if (/^\d{1,3}[.)]\s$/.test(text)) return 'number';
  if (/^#{1,6}\s$/.test(text)) return 'heading';
  return /^(?:[-*+•‣◦▪·–—]|#{1,6}|\d{1,3}[.)]?)$/u.test(text) ? 'unknown' : 'prose';
}
