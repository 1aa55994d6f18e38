/** What may stand inside an element. Strings become text nodes, never markup. */
export type Child = Node | string | null | undefined | false;

/** Attribute values: true writes an empty attribute; false and undefined write none. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** An HTML element. Text only ever enters as text nodes, so nothing that a bot sends can become markup. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  return fill(document.createElement(tag), attributes, children);
}

/** An SVG element, under the same rule. */
export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): SVGElementTagNameMap[K] {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

/** Adds a listener and hands the element back, so that it can stand inside an expression. */
export function on<N extends HTMLElement, K extends keyof HTMLElementEventMap>(
  node: N,
  event: K,
  listener: (event: HTMLElementEventMap[K]) => void,
): N {
  node.addEventListener(event, listener);
  return node;
}

/** A button that does one thing; never submits a form it happens to stand in. */
export function button(attributes: Attributes, act: () => void, ...children: Child[]): HTMLButtonElement {
  return on(el("button", { type: "button", ...attributes }, ...children), "click", act);
}

let lastId = 0;

/** An id that no other element of this page has, to tie a label to its control. */
export function freshId(prefix: string): string {
  lastId += 1;
  return `${prefix}-${lastId}`;
}

/** Text for screen readers alone. */
export function spoken(text: string): HTMLElement {
  return el("span", { class: "spoken" }, text);
}

function fill<E extends Element>(node: E, attributes: Attributes, children: readonly Child[]): E {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    node.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children) if (child !== null && child !== undefined && child !== false) node.append(child);
  return node;
}
