import type { Page } from 'playwright-core';

// What tests ask of a page. The functions given to it run in the browser, and may use nothing from outside of them.

interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** As much of a browser's DOM as is used here. */
interface Drawn {
  readonly textContent: string | null;
  getAttribute(name: string): string | null;
  getBoundingClientRect(): Rectangle;
  querySelectorAll(selector: string): Iterable<Drawn>;
}

interface BrowserWindow {
  readonly document: Drawn & {
    readonly body: Drawn;
    readonly documentElement: { readonly scrollWidth: number; readonly clientWidth: number };
    querySelector(selector: string): Drawn | null;
  };
  getComputedStyle(element: Drawn): {
    readonly display: string;
    readonly color: string;
    readonly backgroundColor: string;
  };
}

/** How much wider than the screen the page is, in pixels. */
export function overhang(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { documentElement } = (globalThis as unknown as BrowserWindow).document;
    return documentElement.scrollWidth - documentElement.clientWidth;
  });
}

/** Whether each element that a selector finds is shown. */
export function shown(page: Page, selector: string): Promise<boolean[]> {
  return page.evaluate((found) => {
    const { document, getComputedStyle } = globalThis as unknown as BrowserWindow;
    return [...document.querySelectorAll(found)].map((element) => getComputedStyle(element).display !== 'none');
  }, selector);
}

export function ground(page: Page): Promise<string> {
  return page.evaluate(() => {
    const { document, getComputedStyle } = globalThis as unknown as BrowserWindow;
    return getComputedStyle(document.body).backgroundColor;
  });
}

/** The contrast of an element's text with the page's ground (WCAG 2.2, 1.4.3); 0 where there is no such element. */
export function contrast(page: Page, selector: string): Promise<number> {
  return page.evaluate((found) => {
    const { document, getComputedStyle } = globalThis as unknown as BrowserWindow;
    const luminance = (colour: string) => {
      const [r = 0, g = 0, b = 0] = (colour.match(/[\d.]+/g) ?? []).map((channel) => {
        const value = Number(channel) / 255;
        return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const element = document.querySelector(found);
    if (!element) return 0;
    const pair = [getComputedStyle(element).color, getComputedStyle(document.body).backgroundColor].map(luminance);
    return (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
  }, selector);
}

/** A text of a figure as it stands on the screen, in pixels. */
export interface FigureText extends Rectangle {
  readonly figure: number;
  readonly text: string;
  readonly size: number;
  readonly anchor: string;
  /** Of the figure. */
  readonly left: number;
  readonly right: number;
}

/** The texts of all figures that are shown. */
export function figureTexts(page: Page): Promise<FigureText[]> {
  return page.evaluate(() => {
    const { document } = globalThis as unknown as BrowserWindow;
    return [...document.querySelectorAll('figure svg')].flatMap((svg, figure) => {
      const frame = svg.getBoundingClientRect();
      if (frame.width === 0) return [];
      const scale = frame.width / Number(svg.getAttribute('width'));
      return [...svg.querySelectorAll('text')].map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        const size = scale * Number(element.getAttribute('font-size'));
        const anchor = element.getAttribute('text-anchor') ?? 'start';
        const [left, right] = [frame.x, frame.x + frame.width];
        return { figure, text: element.textContent ?? '', x, y, width, height, size, anchor, left, right };
      });
    });
  });
}

/**
 * Texts of a figure that would touch, or leave the figure, in a font that is wider by a factor: readers may lack ours.
 * A text's line is taken as high as its letters, not as its line of type.
 */
export function collisions(texts: readonly FigureText[], factor: number): string[] {
  const boxes = texts.map((text) => widened(text, factor));
  const outside = boxes.filter(({ from, to, left, right }) => from < left || to > right).map(({ text }) => `${text} |`);
  const touching = boxes.flatMap((a, i) =>
    boxes
      .slice(i + 1)
      .filter((b) => a.figure === b.figure && a.from < b.to && b.from < a.to && a.top < b.bottom && b.top < a.bottom)
      .map((b) => `${a.text} / ${b.text}`),
  );
  return [...outside, ...touching];
}

function widened(text: FigureText, factor: number) {
  const { x, y, width, height, size, anchor } = text;
  const more = width * (factor - 1);
  const from = anchor === 'end' ? x - more : anchor === 'middle' ? x - more / 2 : x;
  const centre = y + height / 2;
  return { ...text, from, to: from + width + more, top: centre - size / 2, bottom: centre + size / 2 };
}
