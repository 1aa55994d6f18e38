import type { Instant } from "../../time.ts";
import type { FiringAlert } from "../alert.ts";
import { after, isDue } from "./deadline.ts";
import { isShowing } from "./effects-of.ts";
import { type Moved, mapFiring, moveOn } from "./moved.ts";

/** One edit a minute for mere figures: people read no faster, and the chat takes about 50 edits a minute in all. */
export const figuresEveryMs = 60_000;

/** The same figures are shown again so often, so that their time does not look as if nobody watched. */
export const sameFiguresEveryMs = 10 * 60_000;

/** Notes what is shown by this step; a message that is not shown for another reason is for its figures. */
export function showFigures(moved: readonly Moved[], now: Instant): readonly Moved[] {
  return mapFiring(moved, (one) => {
    if (one.alert.toldAt === null) return one;
    if (isShowing(one)) return moveOn(one, shownNow(one.alert, now));
    return isDue(figuresDueAt(one.alert), now) ? moveOn(one, shownNow(one.alert, now), "figures") : one;
  });
}

export function figuresDueAt({ progress: { shown }, inhibitedBy, staleSince, foundAt }: FiringAlert): Instant | null {
  if (shown === null || inhibitedBy !== null || staleSince !== null || foundAt <= shown.at) return null;
  return after(shown.at, shown.hasNewer ? figuresEveryMs : sameFiguresEveryMs);
}

export function shownNow(alert: FiringAlert, now: Instant): FiringAlert {
  return { ...alert, progress: { ...alert.progress, shown: { at: now, hasNewer: false } } };
}
