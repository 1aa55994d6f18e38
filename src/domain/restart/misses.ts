import { bytes, renderBytes } from "../bytes.ts";
import type { Measure } from "./frozen-plan.ts";
import { pressureOf } from "./memory-pressure.ts";
import type { RestartRequest } from "./restart-request.ts";

/** One thing that is not as it should be after a restart. */
export interface Miss {
  readonly kind: MissKind;
  /** A phrase: "nothing listens on its port". */
  readonly text: string;
}

export type MissKind =
  | "no reading"
  /** The host does not let the bot see whether it runs. */
  | "unseen"
  /** No process of it runs. */
  | "down"
  | "same process"
  /** It runs, and does not do its work. */
  | "does not serve"
  | "heap"
  | "host waits";

/** A heap just after its start is not yet the heap of a daemon at work. */
const startHeapFactor = 1.25;

/** Before the command, and now; null where the host has given no reading since. */
interface Pair {
  readonly before: Measure;
  readonly after: Measure | null;
}

interface MissContext {
  /** What its last epoch had at its start, in bytes; null where the bot did not see it. */
  readonly startBytes: number | null;
}

/** What is not as it should be after a restart, worst first. A figure that was not known before is not asked for after. */
export function missesOf({ before, after }: Pair, { startBytes }: MissContext): readonly Miss[] {
  if (after === null) return [{ kind: "no reading", text: "the host has given no reading since" }];
  if (after.isUnseen) return [{ kind: "unseen", text: "the host does not let the bot see whether it runs" }];
  if (after.epoch === null) return [{ kind: "down", text: "no process of it runs" }];
  const heap = heapMiss({ before, after, startBytes });
  return [
    ...missWhere(after.epoch === before.epoch, "same process", "the same process as before runs"),
    ...missWhere(after.listening === false, "does not serve", "nothing listens on its port"),
    ...missWhere(after.health === "fails", "does not serve", "its health address does not answer as it should"),
    ...(heap === null ? [] : [{ kind: "heap", text: heap } as const]),
    ...pressureOf(after).flatMap((does) =>
      missWhere(pressureOf(before).includes(does), "host waits", `the host still ${does}`),
    ),
  ];
}

function missWhere(isMissing: boolean, kind: MissKind, text: string): readonly Miss[] {
  return isMissing ? [{ kind, text }] : [];
}

interface HeapPair {
  readonly before: Measure;
  readonly after: Measure;
  readonly startBytes: number | null;
}

/**
 * It has to give back at least half of what it should, since a daemon at work grows again while it is watched. One that was
 * young when it was restarted had nothing to give back.
 */
function heapMiss({ before, after, startBytes }: HeapPair): string | null {
  const now = after.heapBytes.value;
  const then = before.heapBytes.value;
  if (now === null) return then === null ? null : "its heap is not known";
  if (startBytes === null)
    return then === null || now <= then * startHeapFactor
      ? null
      : `its heap is ${size(now)}, more than the ${size(then)} before`;
  const usual = startBytes * startHeapFactor;
  if (then !== null && then <= usual) return null;
  const max = Math.max(usual, ((then ?? 0) + startBytes) / 2);
  return now <= max ? null : `its heap is ${size(now)}: it gave back less than half of what it should`;
}

const size = (value: number): string => renderBytes(bytes(value));

type Place = Pick<RestartRequest, "host" | "daemon">;

/** What is told of a restart that left something to be wished: every miss, and what to do about the worst. */
export function tellMisses(
  misses: readonly Miss[],
  place: Place,
): { readonly misses: readonly string[]; readonly advice: string } {
  const [worst] = misses;
  return { misses: misses.map(({ text }) => text), advice: worst === undefined ? "" : advices[worst.kind](place) };
}

/** What a tired person does now. */
const advices: Readonly<Record<MissKind, (place: Place) => string>> = {
  "no reading": ({ host }) => `Look at the console of ${host}: it has not answered since the restart.`,
  unseen: ({ host, daemon }) =>
    `Log in to ${host} and look whether ${daemon} runs; doctor says what keeps the bot from seeing it.`,
  down: ({ host, daemon }) => `Log in to ${host} and start ${daemon}; its own log says why it ended.`,
  "same process": ({ host, daemon }) =>
    `Log in to ${host}: the command has not restarted ${daemon}. Its output is in the thread.`,
  "does not serve": ({ host, daemon }) => `Look at ${daemon}'s own log on ${host}: it runs, but does not serve.`,
  heap: ({ host }) => `Look what else holds memory on ${host}: this restart did not give back what it should.`,
  "host waits": ({ host, daemon }) =>
    `Look what else holds memory on ${host}: the restart of ${daemon} did not end the wait for it.`,
};
