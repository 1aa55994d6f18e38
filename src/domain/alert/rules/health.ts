import { bytes, renderBytes } from "../../bytes.ts";
import { plural } from "../../diagnosis/phrases.ts";
import { printable } from "../../printable.ts";
import { millis, renderDuration } from "../../time.ts";
import type { Finding } from "../alert.ts";
import type { HealthOutcome } from "../event.ts";
import type { AlertSettings } from "../settings.ts";
import { type Judgement, type Known, nothingToDo, type Reading } from "./judgement.ts";
import { levelOf } from "./level-of.ts";
import { ownEntry } from "./own-entry.ts";

/** A health check has come back; `memory` holds how often it failed in a row, this one included. */
export function judgeChecked(known: Known, daemon: string, outcome: HealthOutcome): readonly Judgement[] {
  const settings = known.context.settingsOf(daemon).health;
  const failed = ownEntry(known.memory.failedChecks, daemon) ?? 0;
  const level = levelOf(failed, { warning: settings.failedWarning, critical: settings.failedCritical, clear: 0 });
  return [{ daemon, level, finding: findingOf({ known, daemon, failed }, outcome, settings) }];
}

/** No check will come back for these: what is open of them is over. */
export function judgeUnchecked({ status, context }: Reading): readonly Judgement[] {
  return status.daemons
    .filter(({ daemon }) => daemon.healthUrl === null || context.settingsOf(daemon.name).off.includes("health"))
    .map(({ daemon }) => ({ daemon: daemon.name, level: "clear", finding: unchecked }));
}

/** What a server sent back is shown no longer than this. */
const whatMax = 200;

const unchecked: Finding = {
  sentence: "its health is not checked",
  advice: nothingToDo,
  figures: [],
  measure: null,
  measureText: "not checked",
};

interface Checked {
  readonly known: Known;
  readonly daemon: string;
  readonly failed: number;
}

function findingOf(
  { known, daemon, failed }: Checked,
  outcome: HealthOutcome,
  { failedWarning, failedCritical }: AlertSettings["health"],
): Finding {
  const { memory, context } = known;
  const what = outcome.ok ? `answered in ${renderDuration(millis(outcome.tookMs))}` : printable(outcome.what, whatMax);
  const heap = ownEntry(memory.seen, daemon)?.heapBytes ?? null;
  const read = memory.lastReadAt === null ? null : renderDuration(millis(Math.max(0, context.now - memory.lastReadAt)));
  const inARow = `${plural(failed, "check")} failed in a row`;
  return {
    sentence: outcome.ok ? `its health check ${what}` : `users see it: its health check ${what}, ${inARow}`,
    advice: outcome.ok ? nothingToDo : failedAdvice,
    figures: [
      { name: "Health check", text: what },
      { name: "Failed in a row", text: plural(failed, "check") },
      { name: "Warns / is critical at", text: `${failedWarning} / ${failedCritical} checks` },
      { name: "Heap when last seen", text: heap === null ? "not known" : renderBytes(bytes(heap)) },
      { name: "Host last read", text: read === null ? "not yet" : `${read} ago` },
    ],
    measure: failed,
    measureText: inARow,
  };
}

const failedAdvice =
  "Open the address yourself, and look at the end of the daemon's log. If its host is starving, mend that first.";
