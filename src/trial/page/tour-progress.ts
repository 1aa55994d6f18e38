import type { Message } from "./api.ts";
import { cellText, rowsOf } from "./blocks/cell.ts";
import { fieldsList, fieldsOf, labelOf, textOf } from "./json.ts";
import type { Demo } from "./workspace.ts";

/** How far the tour has come, by what stands in the conversations. */
export interface TourProgress {
  readonly asked: boolean;
  readonly warned: boolean;
  /** The last request for a restart of the demo daemon; null while there is none. */
  readonly request: TourRequest | null;
}

export interface TourRequest {
  readonly channel: string;
  readonly ts: string;
  /** The bot's word for where it stands, in small letters: "approval needed", "verifying", "succeeded". */
  readonly state: string;
  /** The id of who asked; empty where nobody did. */
  readonly requester: string;
  /** The heap before and after, as the bot tells it; null until it does. */
  readonly heap: { readonly before: string; readonly after: string } | null;
}

/**
 * Reads the steps from the bot's own messages of `since` and after, so that nothing has to be told to the tour and no step
 * is taken for done that was not. A warning that lasts counts however old it is.
 */
export function readTour(
  messages: readonly Message[],
  { demo, bot, since }: { readonly demo: Demo; readonly bot: string; readonly since: number },
): TourProgress {
  const ofBot = messages.filter((message) => message.user === bot);
  const recent = ofBot.filter(({ ts }) => Number(ts) >= since);
  const what = `${demo.daemon} on ${demo.host}`;
  const isWarning = (message: Message) =>
    message.text.includes(`${what}: heap`) && actionsOf(message).some((action) => action.startsWith("alert_"));
  const isOpen = (message: Message) => actionsOf(message).includes("restart_request");
  return {
    asked: recent.some((message) => actionsOf(message).includes("status_refresh") && hasFigures(message)),
    warned: recent.some(isWarning) || ofBot.some((message) => isWarning(message) && isOpen(message)),
    request: recent.flatMap((message) => requestIn(message, demo)).at(-1) ?? null,
  };
}

/** "Asking …" has the buttons of its answer already, but not its table. */
function hasFigures({ blocks }: Message): boolean {
  return fieldsList(blocks).some(({ type }) => type === "table" || type === "data_table");
}

function actionsOf({ blocks }: Message): readonly string[] {
  return fieldsList(blocks).flatMap((block) => fieldsList(block.elements).map((element) => textOf(element.action_id)));
}

const openingPattern = /^:\w+: \*([^*]+)\* · restart \d+ of \*([^*]+)\* on \*([^*]+)\*/;

function requestIn(message: Message, demo: Demo): readonly TourRequest[] {
  const opening = labelOf(fieldsOf(message.blocks[0]).text);
  const [, state = "", daemon, host] = openingPattern.exec(opening) ?? [];
  if (daemon !== demo.daemon || host !== demo.host) return [];
  const requester = /\(asked by <@(\w+)>\)/.exec(opening)?.[1] ?? "";
  const { channel, ts } = message;
  return [{ channel, ts, state: state.toLowerCase(), requester, heap: heapIn(message) }];
}

function heapIn({ blocks }: Message): TourRequest["heap"] {
  const row = fieldsList(blocks)
    .flatMap(rowsOf)
    .find((cells) => cells.length === 3 && cellText(cells[0] ?? {}) === "Heap");
  return row === undefined ? null : { before: cellText(row[1] ?? {}), after: cellText(row[2] ?? {}) };
}
