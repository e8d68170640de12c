const SVG = 'http://www.w3.org/2000/svg';

type Attributes = Readonly<Record<string, string | number>>;

/** Makes an element of a drawing, with what belongs into it. */
export function svg(
  name: string,
  attributes: Attributes = {},
  ...inside: readonly (Node | string)[]
): SVGElement {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.append(...inside);
  return element;
}

/** Makes an element of the page. */
export function html(
  name: string,
  attributes: Attributes = {},
  ...inside: readonly (Node | string)[]
): HTMLElement {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.append(...inside);
  return element;
}

/** Puts a text there. The same again is left alone: it would be read out once more, and lose what is selected in it. */
export function say(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** @returns the element of the page with this id */
export function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (!element) throw new Error(`The page has no "${id}".`);
  return element;
}
