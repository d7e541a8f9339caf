/** What can be measured of how a page looks, and of how it is used without a mouse. */

import type { Page } from 'playwright-core';

/** Text that is too faint, with how it stands out from what is behind it; empty where all can be read. */
export async function faintTexts(page: Page): Promise<readonly string[]> {
  return await page.evaluate(findFaint, leastContrast);
}

/** As WCAG 2 asks of text of ordinary size. */
const leastContrast = 4.5;

/** The roles of the controls that have no name. */
export async function namelessControls(page: Page): Promise<readonly string[]> {
  const devtools = await page.context().newCDPSession(page);
  const { nodes } = await devtools.send('Accessibility.getFullAXTree');
  await devtools.detach();
  return nodes
    .filter(({ ignored, properties = [] }) => !ignored && properties.some(({ name }) => name === 'focusable'))
    .filter(({ role, name }) => role?.value !== 'RootWebArea' && !name?.value)
    .map(({ role }) => String(role?.value));
}

/** What the Tab key does, from the top of the page until it begins anew. */
export interface TabStops {
  /** The stops at which nothing shows that they are one. */
  readonly unseen: readonly string[];
  /** Controls that it does not come to. */
  readonly missed: readonly string[];
}

export async function tabThrough(page: Page): Promise<TabStops> {
  const stops = new Map<number, Stop>();
  for (;;) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(readStop);
    if (stop === undefined) continue;
    if (stops.has(stop.place)) break;
    stops.set(stop.place, stop);
  }
  const controls = await page.evaluate(listControls);
  return {
    unseen: [...stops.values()].filter(({ isSeen }) => !isSeen).map(({ text }) => text),
    missed: controls.filter(({ place }) => !stops.has(place)).map(({ text }) => text),
  };
}

interface Stop {
  /** Among all elements of the page. */
  readonly place: number;
  readonly text: string;
  readonly isSeen: boolean;
}

/** In the page: undefined while the focus is nowhere. */
function readStop(): Stop | undefined {
  const element = document.activeElement;
  if (element === null || element === document.body) return undefined;
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  return {
    place: [...document.querySelectorAll('*')].indexOf(element),
    text: element.outerHTML.slice(0, 100),
    isSeen: outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2,
  };
}

/** In the page. */
function listControls(): readonly Pick<Stop, 'place' | 'text'>[] {
  return [...document.querySelectorAll<HTMLElement>('*')]
    .map((element, place) => ({ element, place, text: element.outerHTML.slice(0, 100) }))
    .filter(({ element }) => element.matches('a, button, input, select, textarea, summary, [tabindex]'))
    .filter(({ element }) => element.checkVisibility() && !element.matches(':disabled') && element.tabIndex >= 0)
    .map(({ place, text }) => ({ place, text }));
}

/** In the page. */
function findFaint(least: number): readonly string[] {
  type Colour = readonly [red: number, green: number, blue: number, opacity: number];
  const canvas = Object.assign(document.createElement('canvas'), { width: 1, height: 1 });
  const context = canvas.getContext('2d', { willReadFrequently: true })!;

  /** Whatever a style sheet may say: names, mixtures, colour spaces. */
  const colourOf = (css: string): Colour => {
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = css;
    context.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0, opacity = 0] = context.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, opacity / 255];
  };
  const over = ([r, g, b, opacity]: Colour, [red, green, blue]: Colour): Colour => {
    const mixed = (front: number, back: number) => front * opacity + back * (1 - opacity);
    return [mixed(r, red), mixed(g, green), mixed(b, blue), 1];
  };
  const background = (element: Element | null): Colour =>
    element === null
      ? [255, 255, 255, 1]
      : over(colourOf(getComputedStyle(element).backgroundColor), background(element.parentElement));
  const opacityOf = (element: Element | null): number =>
    element === null ? 1 : Number(getComputedStyle(element).opacity) * opacityOf(element.parentElement);
  const luminance = (colour: Colour) => {
    const [red = 0, green = 0, blue = 0] = colour
      .map((value) => value / 255)
      .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (one: Colour, other: Colour) => {
    const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };
  const ratioOf = (element: Element, css: string) => {
    const behind = background(element);
    const [red, green, blue, opacity] = colourOf(css);
    return contrast(over([red, green, blue, opacity * opacityOf(element)], behind), behind);
  };

  const texts = [...document.querySelectorAll('body *')].flatMap((element) => {
    const own = [...element.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE);
    const text = own
      .map(({ textContent }) => textContent)
      .join('')
      .trim();
    const isField = element.matches('textarea, input:not([type=range], [type=checkbox])');
    const { value, placeholder } = isField ? (element as HTMLInputElement) : { value: text, placeholder: '' };
    return [
      { element, text: value, css: getComputedStyle(element).color },
      { element, text: value === '' ? placeholder : '', css: getComputedStyle(element, '::placeholder').color },
    ];
  });
  return texts
    .filter(
      ({ element, text }) => text !== '' && element.checkVisibility() && element.closest(':disabled, .unseen') === null,
    )
    .map(({ element, text, css }) => ({ text, ratio: ratioOf(element, css) }))
    .filter(({ ratio }) => ratio < least)
    .map(({ text, ratio }) => `${ratio.toFixed(2)}: ${text.slice(0, 60)}`);
}
