import { bytes, renderBytes } from "../bytes.ts";
import type { Figure } from "../figure.ts";
import type { Instant, Millis } from "../time.ts";
import { measureDetails } from "./audit-details.ts";
import { changed, type RestartChange } from "./change.ts";
import { recoveryToWatch } from "./follow-recovery.ts";
import type { Measure } from "./frozen-plan.ts";
import { pressureOf } from "./memory-pressure.ts";
import type { RestartRequest } from "./restart-request.ts";

/** For so long the new process must have run, so that one that dies at once is no success. */
export const stableForMs = 10_000;
/** A heap just after its start is not yet the heap of a daemon at work. */
const startHeapFactor = 1.25;

export interface VerifyContext {
  readonly now: Instant;
  /** So long is waited for what is not well yet. */
  readonly withinMs: Millis;
  /** What its last epoch had at its start, in bytes; null where the bot did not see it. */
  readonly startBytes: number | null;
}

/** verifying → succeeded or degraded; null while some of it may still become well. */
export function verifyRestart(
  request: RestartRequest,
  after: Measure | null,
  context: VerifyContext,
): RestartChange | null {
  const { state } = request;
  if (state.kind !== "verifying") return null;
  const { before, ran } = state;
  const { now, withinMs } = context;
  const misses = after === null ? ["the host has given no reading since"] : missesOf({ before, after }, context);
  const isStable = now - state.at >= stableForMs;
  if (after !== null && misses.length === 0) {
    if (!isStable) return null;
    const details = { before: measureDetails(before), after: measureDetails(after), tookMs: now - state.at };
    const recovery = recoveryToWatch(before, now);
    const well = { kind: "succeeded", at: now, before, ran, after } as const;
    const next = recovery === null ? well : { ...well, recovery };
    return changed(request, { state: next }, { what: "verified", at: now, details });
  }
  if (now - state.at < withinMs) return null;
  const details = {
    misses,
    before: measureDetails(before),
    after: after === null ? null : measureDetails(after),
    tookMs: now - state.at,
  };
  return changed(
    request,
    { state: { kind: "degraded", at: now, before, ran, after, misses } },
    { what: "degraded", at: now, details },
  );
}

interface Pair {
  readonly before: Measure;
  readonly after: Measure;
}

/** What is not as it should be after a restart, in whole phrases. A figure that was not known before is not asked for after. */
export function missesOf(
  { before, after }: Pair,
  { startBytes }: Pick<VerifyContext, "startBytes">,
): readonly string[] {
  if (after.epoch === null) return ["no process of it runs"];
  return [
    ...(after.epoch === before.epoch ? ["the same process as before runs"] : []),
    ...(after.listening === false ? ["nothing listens on its port"] : []),
    ...(after.health === "fails" ? ["its health address does not answer as it should"] : []),
    ...heapMiss({ before, after }, startBytes),
    ...pressureOf(after).flatMap((does) => (pressureOf(before).includes(does) ? [`the host still ${does}`] : [])),
  ];
}

/**
 * It has to give back at least half of what it should, since a daemon at work grows again while it is watched. One that was
 * young when it was restarted had nothing to give back.
 */
function heapMiss({ before, after }: Pair, startBytes: number | null): readonly string[] {
  const now = after.heapBytes.value;
  const then = before.heapBytes.value;
  if (now === null) return then === null ? [] : ["its heap is not known"];
  if (startBytes === null)
    return then === null || now <= then * startHeapFactor
      ? []
      : [`its heap is ${size(now)}, more than the ${size(then)} before`];
  const usual = startBytes * startHeapFactor;
  if (then !== null && then <= usual) return [];
  const max = Math.max(usual, ((then ?? 0) + startBytes) / 2);
  return now <= max ? [] : [`its heap is ${size(now)}: it gave back less than half of what it should`];
}

/** What a tired person does now, by what is missing. */
export function adviceAfter(
  misses: readonly string[],
  { host, daemon }: Pick<RestartRequest, "host" | "daemon">,
): string {
  const first = misses[0] ?? "";
  if (first.startsWith("no process")) return `Log in to ${host} and start ${daemon}; its own log says why it ended.`;
  if (first.startsWith("the same process"))
    return `Log in to ${host}: the command has not restarted ${daemon}. Its output is in the thread.`;
  if (first.startsWith("nothing listens") || first.startsWith("its health"))
    return `Look at ${daemon}'s own log on ${host}: it runs, but does not serve.`;
  if (first.startsWith("the host has given"))
    return `Look at the console of ${host}: it has not answered since the restart.`;
  if (first.startsWith("the host"))
    return `Look what else holds memory on ${host}: the restart of ${daemon} did not end the wait for it.`;
  return `Look what else holds memory on ${host}: this restart did not give back what it should.`;
}

export interface TableRow {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

/** Before and after, for people; only figures of which one is known. */
export function restartTable({ before, after }: Pair): readonly TableRow[] {
  const row = (
    name: string,
    of: (measure: Measure) => Figure,
    render: (value: number) => string,
  ): readonly TableRow[] => {
    const [one, other] = [of(before), of(after)];
    if (one.value === null && other.value === null) return [];
    const text = ({ value }: Figure): string => (value === null ? "not known" : render(value));
    return [{ name, before: text(one), after: text(other) }];
  };
  return [
    ...row("Heap", (one) => one.heapBytes, size),
    ...row("Available memory", (one) => one.availableBytes, size),
    ...row("Swap used", (one) => one.swapUsedBytes, size),
    ...row(
      "Waiting for memory",
      (one) => one.memoryFull60,
      (value) => `${value.toFixed(value < 10 ? 1 : 0)} %`,
    ),
    ...row(
      "Load",
      (one) => one.load,
      (value) => value.toFixed(1),
    ),
    ...row("Connections", (one) => one.connections, String),
  ];
}

function size(count: number): string {
  return renderBytes(bytes(count));
}
