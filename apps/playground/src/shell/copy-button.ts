import { button } from './dom.js';

const thanksMs = 1500;

/** A button that copies what `text` gives at that moment, and says so. */
export function copyButton(label: string, text: () => string): HTMLButtonElement {
  let back: ReturnType<typeof setTimeout> | undefined;
  const made = button(label, { class: 'quiet', 'aria-live': 'polite' }, async () => {
    clearTimeout(back);
    made.textContent = await navigator.clipboard.writeText(text()).then(
      () => 'Copied',
      () => 'Not allowed',
    );
    back = setTimeout(() => {
      made.textContent = label;
    }, thanksMs);
  });
  return made;
}
