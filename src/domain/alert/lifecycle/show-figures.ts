import type { Instant } from "../../time.ts";
import { type Alert, type FiringAlert, fingerprintOf } from "../alert.ts";
import { after, isDue } from "./deadline.ts";
import { isShowing } from "./effects-of.ts";
import { type Moved, mapFiring, moveOn } from "./moved.ts";

/** One edit in two minutes for mere figures: people read no faster, and the chat takes about 50 edits a minute in all. */
export const figuresEveryMs = 120_000;

/** The same figures are shown again so often, so that their time does not look as if nobody watched. */
export const sameFiguresEveryMs = 10 * 60_000;

interface Showing {
  /** The host's alerts before the step. */
  readonly before: readonly Alert[];
  readonly now: Instant;
}

/** Notes what is shown by this step; a message that is not shown for another reason is for its figures. */
export function showFigures(moved: readonly Moved[], { before, now }: Showing): readonly Moved[] {
  const after = moved.map(({ alert }) => alert);
  return mapFiring(moved, (one) => {
    if (one.alert.toldAt === null) return one;
    if (isShowing(one)) return moveOn(one, shownNow(one.alert, now));
    const alert = hidesMore(one.alert, before, after) ? withNewer(one.alert) : one.alert;
    return isDue(figuresDueAt(alert), now) ? moveOn(one, shownNow(alert, now), "figures") : moveOn(one, alert);
  });
}

function withNewer(alert: FiringAlert): FiringAlert {
  const { shown } = alert.progress;
  return { ...alert, progress: { ...alert.progress, shown: shown && { ...shown, hasNewer: true } } };
}

/** What it hides is named in its message. */
function hidesMore({ key }: Alert, before: readonly Alert[], after: readonly Alert[]): boolean {
  const by = fingerprintOf(key);
  const hidden = hiddenBy(by, before);
  return hiddenBy(by, after).some((id) => !hidden.includes(id));
}

function hiddenBy(by: string, alerts: readonly Alert[]): readonly string[] {
  return alerts.flatMap((one) => (one.kind === "firing" && one.inhibitedBy === by ? [one.id] : []));
}

export function figuresDueAt(alert: FiringAlert): Instant | null {
  const { progress, inhibitedBy, staleSince, clearSince, foundAt } = alert;
  const { shown } = progress;
  if (shown === null || inhibitedBy !== null || staleSince !== null || foundAt <= shown.at) return null;
  // Its message says that it is clear; the next thing to say is that it is resolved.
  if (clearSince !== null && shown.at > clearSince) return null;
  return after(shown.at, shown.hasNewer ? figuresEveryMs : sameFiguresEveryMs);
}

export function shownNow(alert: FiringAlert, now: Instant): FiringAlert {
  return { ...alert, progress: { ...alert.progress, shown: { at: now, hasNewer: false } } };
}
