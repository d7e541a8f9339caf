/** Which part of streamed text a report of what was heard means. */

/** Goes through `text` from `from` for as long as it agrees with `report`, whatever the spaces. Gives the place in the text behind it,
 *  and what is left of the report; undefined where they do not agree. */
export function followReport(
  text: string,
  from: number,
  report: string,
): { readonly end: number; readonly rest: string } | undefined {
  let end = from;
  let read = 0;
  for (;;) {
    const inText = nextVisible(text, end);
    const inReport = nextVisible(report, read);
    if (inText === text.length) return { end: text.length, rest: report.slice(inReport) };
    if (inReport === report.length) return { end, rest: '' };
    if (text[inText] !== report[inReport]) return undefined;
    end = inText + 1;
    read = inReport + 1;
  }
}

function nextVisible(text: string, from: number): number {
  let at = from;
  while (at < text.length && /\s/.test(text[at]!)) at += 1;
  return at;
}
