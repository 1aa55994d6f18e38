import { adviceOn } from "../../../domain/diagnosis/daemon-trouble.ts";
import { needsHelp } from "../../../domain/diagnosis/standing.ts";
import type { HostStatus } from "../../../domain/status.ts";
import { bold, escapeMrkdwn } from "./escape.ts";

/** What to do now about the host that stands worst; none where nothing is, or where it gave no figures and its line says it. */
export interface Advice {
  /** Whole sentences without markup, but escaped; "" for none. For notifications. */
  readonly text: string;
  /** The same as a line of mrkdwn. */
  readonly lines: readonly string[];
}

/** `hosts` come worst first. Of one among several the advice says which, since every host may have a daemon of that name. */
export function adviceAbout([worst, ...others]: readonly HostStatus[]): Advice {
  if (worst?.kind !== "read" || !needsHelp(worst)) return { text: "", lines: [] };
  const on = others.length === 0 ? "" : ` on ${worst.host}`;
  const advice = adviceOn(worst);
  return { text: escapeMrkdwn(`What to do now${on}: ${advice}`), lines: [adviceLine(`What to do now${on}`, advice)] };
}

export function adviceLine(label: string, advice: string): string {
  return `${bold(label)}: ${escapeMrkdwn(advice)}`;
}
