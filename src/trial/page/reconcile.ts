import { holdFocus } from "./focus.ts";

/** One child as it should be: drawn anew only when its signature changes, and given to `patch` instead where it has one. */
export interface Part {
  readonly key: string;
  /** Equal signatures mean that nothing a person could see has changed. */
  readonly signature: string;
  readonly draw: () => HTMLElement;
  /** Brings an element drawn earlier under the same key up to date, keeping what is inside. */
  readonly patch?: (node: HTMLElement) => void;
}

const drawn = new WeakMap<Element, { key: string; signature: string }>();

/**
 * Makes the children of `parent` match `parts` while touching only what differs: a person reading, typing or standing on a
 * button inside an untouched part notices nothing. Focus inside a redrawn part moves to the same control of the new one.
 */
export function reconcile(parent: HTMLElement, parts: readonly Part[]): void {
  const release = holdFocus(parent);
  const before = removeUnwanted(parent, new Set(parts.map((part) => part.key)));
  let cursor: ChildNode | null = parent.firstChild;
  for (const part of parts) {
    const old = before.get(part.key);
    const node = bringUpToDate(part, old);
    if (old === cursor && old !== undefined) cursor = old.nextSibling;
    if (node === old && node.nextSibling === cursor && node.parentNode === parent) continue;
    if (old !== undefined && old !== node) old.remove();
    parent.insertBefore(node, cursor);
  }
  release();
}

function removeUnwanted(parent: HTMLElement, wanted: ReadonlySet<string>): Map<string, HTMLElement> {
  const kept = new Map<string, HTMLElement>();
  for (const child of Array.from(parent.children)) {
    const key = drawn.get(child)?.key;
    if (key !== undefined && wanted.has(key) && child instanceof HTMLElement) kept.set(key, child);
    else child.remove();
  }
  return kept;
}

function bringUpToDate(part: Part, old: HTMLElement | undefined): HTMLElement {
  const mark = { key: part.key, signature: part.signature };
  if (old !== undefined && drawn.get(old)?.signature === part.signature) return old;
  if (old !== undefined && part.patch !== undefined) {
    part.patch(old);
    drawn.set(old, mark);
    return old;
  }
  const node = part.draw();
  drawn.set(node, mark);
  return node;
}
