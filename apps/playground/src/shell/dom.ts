/** The page's elements, made in a line each. Attributes only: neither markup as text, nor inline styles or handlers, which the
 *  page's policy forbids. */

export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;
export type Child = Node | string | undefined;

/** Makes an element. `true` sets an attribute without a value; `false` and undefined leave it out, as does an undefined child. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) made.setAttribute(name, value === true ? '' : String(value));
  }
  made.append(...children.filter((child) => child !== undefined));
  return made;
}

/** Makes a push button that does not submit its form. */
export function button(label: string, attributes: Attributes, press: () => void): HTMLButtonElement {
  const made = element('button', { type: 'button', ...attributes }, label);
  made.addEventListener('click', press);
  return made;
}

/** Makes a labelled control, with an optional line below that explains it. */
export function field(label: string, control: HTMLElement, note?: HTMLElement): HTMLElement {
  control.id ||= `control-${++controls}`;
  if (note !== undefined) {
    note.id ||= `${control.id}-note`;
    note.classList.add('note');
    control.setAttribute('aria-describedby', note.id);
  }
  return element('div', { class: 'field' }, element('label', { for: control.id }, label), control, note);
}

let controls = 0;
