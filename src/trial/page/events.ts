import { type Fields, fieldsOf, numberOf, textOf } from "./json.ts";

/** What the workspace says has changed; the page then asks for it. */
export type Change =
  | { readonly kind: "message"; readonly channel: string }
  | { readonly kind: "ephemeral" | "view" | "home"; readonly user: string }
  | { readonly kind: "log" }
  | { readonly kind: "demo"; readonly heapBytes: number | null }
  | { readonly kind: "bot"; readonly ready: boolean };

export interface EventListener {
  onChange(change: Change): void;
  /** True after the stream was opened, also again after a gap in which changes were missed; false while it is broken. */
  onConnection(open: boolean): void;
}

/** A browser gives up for good when the server answers an error; then a new stream is tried this often. */
const RETRY_MS = 2000;

/** Listens until the page is closed. */
export function listenToWorkspace(listener: EventListener): void {
  const stream = new EventSource("/_control/events");
  stream.addEventListener("open", () => listener.onConnection(true));
  stream.addEventListener("error", () => {
    listener.onConnection(false);
    if (stream.readyState !== EventSource.CLOSED) return;
    stream.close();
    setTimeout(() => listenToWorkspace(listener), RETRY_MS);
  });
  for (const kind of ["message", "ephemeral", "view", "home", "log", "bot", "demo"] as const) {
    stream.addEventListener(kind, (event) => listener.onChange(changeOf(kind, dataOf(event))));
  }
}

function changeOf(kind: Change["kind"], data: Fields): Change {
  switch (kind) {
    case "message":
      return { kind, channel: textOf(data.channel) };
    case "ephemeral":
    case "view":
    case "home":
      return { kind, user: textOf(data.user) };
    case "log":
      return { kind };
    case "demo":
      return { kind, heapBytes: numberOf(data.heapBytes) ?? null };
    case "bot":
      return { kind, ready: data.ready === true };
  }
}

function dataOf(event: MessageEvent<unknown>): Fields {
  try {
    return fieldsOf(JSON.parse(textOf(event.data, "{}")));
  } catch {
    return {};
  }
}
