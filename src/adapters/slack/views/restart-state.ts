import type { StateKind } from "../../../domain/restart/restart-request.ts";

/** A sign and a word: colour never says it alone. */
export function restartMark(state: StateKind): string {
  const [sign, word] = marks[state];
  return `:${sign}: *${word}*`;
}

const marks: Readonly<Record<StateKind, readonly [sign: string, word: string]>> = {
  pending: ["raised_hand", "Approval needed"],
  approved: ["ballot_box_with_check", "Approved"],
  checking: ["mag", "Checking"],
  running: ["hourglass_flowing_sand", "Restarting"],
  verifying: ["eyes", "Verifying"],
  unknown: ["question", "Unknown"],
  succeeded: ["white_check_mark", "Succeeded"],
  degraded: ["warning", "Degraded"],
  failed: ["x", "Failed"],
  stale: ["no_entry_sign", "Stale"],
  denied: ["no_entry", "Denied"],
  expired: ["alarm_clock", "Expired"],
  cancelled: ["heavy_multiplication_x", "Cancelled"],
  obsolete: ["wastebasket", "Obsolete"],
};
