export interface KeyActions {
  readonly startCommand: () => void;
  readonly openHelp: () => void;
  readonly openJump: () => void;
  readonly toggleInspector: () => void;
  readonly become: (index: number) => void;
}

/** The shortcuts of the whole page; letters count only outside fields, and nothing counts under a dialog. */
export function listenToKeys(actions: KeyActions): void {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || document.querySelector("dialog[open]") !== null) return;
    const action = actionOf(event, actions);
    if (action === undefined) return;
    event.preventDefault();
    action();
  });
}

function actionOf(event: KeyboardEvent, actions: KeyActions): (() => void) | undefined {
  const digit = /^Digit([1-9])$/.exec(event.code)?.[1];
  // `code`, because Alt with a digit or a letter types another character on many keyboards.
  if (event.altKey && !event.ctrlKey && digit !== undefined) return () => actions.become(Number(digit) - 1);
  if (event.altKey && !event.ctrlKey && event.code === "KeyI") return actions.toggleInspector;
  if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k") return actions.openJump;
  if (event.ctrlKey || event.metaKey || event.altKey || isField(event.target)) return undefined;
  if (event.key === "/") return actions.startCommand;
  return event.key === "?" ? actions.openHelp : undefined;
}

function isField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.matches("input:not([type='radio'], [type='checkbox']), textarea, select")
  );
}
