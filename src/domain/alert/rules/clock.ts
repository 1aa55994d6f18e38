import { renderNumber } from "../../diagnosis/evaluate.ts";
import { type Millis, millis, renderDuration } from "../../time.ts";
import type { Finding } from "../alert.ts";
import type { Evaluation } from "../evaluation.ts";
import { textOf } from "./host-figures.ts";
import { type Judgement, nothingToDo, type Reading } from "./judgement.ts";
import { clearsAt, isOpen, levelOf } from "./level-of.ts";

/**
 * The host's clock is wrong. It is held against both clocks of the bot, the wall clock and the steady time that never
 * jumps, and the nearer one counts: when the bot's wall clock is set, every host still agrees with the steady time, and when
 * the steady time is the wrong one (the bot's machine slept, or started with a wrong clock), with the wall clock.
 */
export function judgeClock(reading: Reading): readonly Judgement[] {
  const { warning, critical } = reading.context.settingsOf(null).clock;
  const ahead = aheadSeconds(reading);
  const band = { warning, critical, clear: warning * clearsAt };
  const level = ahead === null ? "unknown" : levelOf(Math.abs(ahead), band);
  return [{ daemon: null, level, finding: findingOf(reading, ahead, level) }];
}

/** How far the host's clock is ahead, in seconds; the kernel gives its time of boot in whole ones. */
function aheadSeconds({ status: { sample }, context }: Reading): number | null {
  const { bootedAtSeconds, uptimeSeconds } = sample.system;
  if (bootedAtSeconds.value === null || uptimeSeconds.value === null) return null;
  const onHost = bootedAtSeconds.value + uptimeSeconds.value;
  // The figures were read somewhere between question and answer: in the middle, for want of better.
  const wall = (sample.takenAt - sample.tookMs / 2) / 1000;
  const steady = wall - context.wallOffsetMs / 1000;
  const [byWall, bySteady] = [onHost - wall, onHost - steady];
  return Math.abs(byWall) <= Math.abs(bySteady) ? byWall : bySteady;
}

function findingOf({ status, context }: Reading, ahead: number | null, level: Evaluation["level"]): Finding {
  const { sample } = status;
  const { warning, critical } = context.settingsOf(null).clock;
  const off = ahead === null ? "not known" : differenceText(ahead);
  return {
    sentence: ahead === null ? "what its clock says is not known" : `its clock is ${off}`,
    advice: isOpen(level) ? advice : nothingToDo,
    figures: [
      { name: "Its clock", text: off },
      { name: "Warns / is critical at", text: `${renderNumber(warning)} / ${renderNumber(critical)} s` },
      { name: "The reading took", text: renderDuration(sample.tookMs) },
      { name: "Up for", text: textOf(sample.system.uptimeSeconds, (up) => renderDuration(millis(up * 1000))) },
    ],
    measure: ahead === null ? null : Math.abs(ahead),
    measureText: ahead === null ? "not known" : renderDuration(millisOf(ahead)),
  };
}

const advice =
  "See whether it keeps time (timedatectl; chronyc tracking). If several hosts say this at once, look at the bot's own machine.";

function differenceText(ahead: number): string {
  return Math.abs(ahead) < 1
    ? "right to the second"
    : `${renderDuration(millisOf(ahead))} ${ahead > 0 ? "fast" : "slow"}`;
}

function millisOf(seconds: number): Millis {
  return millis(Math.abs(seconds) * 1000);
}
