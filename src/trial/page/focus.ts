/**
 * Remembers which control inside `root` has the focus; the returned function gives it back after `root` was redrawn. A
 * control is known by `data-focus` ("block/action"), then by its action alone, since a bot may rename blocks. When it is
 * gone (a decided request has no buttons any more) the nearest `data-focus-home` takes over, so that the keyboard never
 * falls back to the top of the page.
 */
export function holdFocus(root: HTMLElement): () => void {
  const active = document.activeElement;
  if (!(active instanceof HTMLElement) || active === root || !root.contains(active)) return () => {};
  const name = active.dataset.focus;
  const homes = homesOf(active, root);
  const caret = caretOf(active);
  return () => {
    if (active.isConnected && document.activeElement === active) return;
    const next = active.isConnected ? active : (twinOf(root, name) ?? homes.find((home) => home.isConnected));
    next?.focus({ preventScroll: true });
    if (next !== undefined && caret !== null) restoreCaret(next, caret);
  };
}

/** The first thing inside `root` that the keyboard can reach. */
export function firstFocusable(root: HTMLElement): HTMLElement | null {
  return root.querySelector<HTMLElement>(
    "a[href], button:not([disabled]), input:not([disabled]), select:not([disabled]), textarea:not([disabled]), [tabindex='0']",
  );
}

function twinOf(root: HTMLElement, name: string | undefined): HTMLElement | undefined {
  if (name === undefined) return undefined;
  const all = Array.from(root.querySelectorAll<HTMLElement>("[data-focus]"));
  const action = name.slice(name.indexOf("/") + 1);
  return (
    all.find((node) => node.dataset.focus === name) ??
    all.find((node) => node.dataset.focus?.endsWith(`/${action}`) === true)
  );
}

function homesOf(active: HTMLElement, root: HTMLElement): readonly HTMLElement[] {
  const homes: HTMLElement[] = [];
  for (let node = active.parentElement; node !== null; node = node.parentElement) {
    if (node.dataset.focusHome !== undefined) homes.push(node);
  }
  return homes.length > 0 ? homes : [root];
}

type Caret = readonly [number, number];

function caretOf(node: HTMLElement): Caret | null {
  if (!(node instanceof HTMLInputElement || node instanceof HTMLTextAreaElement)) return null;
  const { selectionStart, selectionEnd } = node;
  return selectionStart === null || selectionEnd === null ? null : [selectionStart, selectionEnd];
}

function restoreCaret(node: HTMLElement, [start, end]: Caret): void {
  if (!(node instanceof HTMLInputElement || node instanceof HTMLTextAreaElement)) return;
  // Number, date and email inputs have no caret and say null.
  if (node.selectionStart !== null) node.setSelectionRange(start, end);
}
