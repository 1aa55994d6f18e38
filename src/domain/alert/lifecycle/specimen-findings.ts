import type { AlertFigure, Finding } from "../alert.ts";
import type { RuleName, Severity } from "../rule.ts";

export interface SpecimenFinding {
  readonly severity: Severity;
  /** Whether the rule speaks of a daemon or of the whole host. */
  readonly isOfDaemon: boolean;
  readonly finding: Finding;
}

/** What each rule says on a bad day, so that a test shows a message as it will be. */
export const specimenFindings: Readonly<Record<RuleName, SpecimenFinding>> = {
  memory: ofHost("critical", {
    sentence:
      "every task waited for memory 14 % of the last minute; restarting zope would give back most, about 2.1 GiB",
    advice: "Restart zope when few are connected: it gives back about 2.1 GiB.",
    figures: pairs(
      ["Some task waited for memory", "31 % of the last minute"],
      ["Every task waited for memory", "14 % of the last minute"],
      ["Memory available", "0.4 of 7.8 GiB"],
      ["Swap used", "3.1 of 4.0 GiB"],
      ["Gives back most", "zope, about 2.1 GiB"],
    ),
    measure: 14,
    measureText: "14 % of the last minute",
  }),
  swap: ofHost("warning", {
    sentence: "swap in use has grown by 7 % of RAM per hour over the last 30 min while 140 pages/s leave for it",
    advice: "Restart zope at the next quiet hour: it gives back about 2.1 GiB.",
    figures: pairs(
      ["Swap in use grows", "7 % of RAM per hour"],
      ["Swap used", "1.8 of 4.0 GiB"],
      ["Swapped in / out", "12 / 140 pages/s"],
      ["Gives back most", "zope, about 2.1 GiB"],
    ),
    measure: 7,
    measureText: "7 % of RAM per hour",
  }),
  load: ofHost("warning", {
    sentence: "load 6.4 on 2 CPUs that are 19 % busy; tasks wait for memory",
    advice: "See which tasks wait and for what: the answer to why names them.",
    figures: pairs(["Load per CPU", "3.2"], ["Load", "6.4 on 2 CPUs"], ["CPUs busy", "19 %"], ["Waiting tasks", "5"]),
    measure: 3.2,
    measureText: "3.2 for each CPU",
  }),
  heap: ofDaemon("warning", {
    sentence: "heap 3.1 of 3.6 GiB, 86 % of its threshold",
    advice: "Restart it at the next quiet hour: it gives back about 2.1 GiB.",
    figures: pairs(
      ["Heap", "3.1 GiB"],
      ["Threshold", "3.6 GiB"],
      ["A restart gives back", "2.1 GiB"],
      ["Share of RAM", "40 %"],
      ["Connections", "37"],
    ),
    measure: 0.86,
    measureText: "3.1 GiB",
  }),
  forecast: ofDaemon("warning", {
    sentence: "heap 2.4 of 3.6 GiB, reaches its threshold in 5–9 h, most likely in 7 h",
    advice: "Plan a restart at a quiet hour within 5 h: it gives back about 1.4 GiB.",
    figures: pairs(
      ["Heap", "2.4 GiB"],
      ["Threshold", "3.6 GiB"],
      ["Reaches it", "in 5–9 h"],
      ["Chance within 7 days", "99 %"],
      ["Forecast by", "its growth over 3 d 2 h"],
      ["A restart gives back", "1.4 GiB"],
    ),
    measure: 0.99,
    measureText: "in 5–9 h",
  }),
  down: ofDaemon("critical", {
    sentence: "no process of it runs",
    advice: "Look at the end of its log, and start it.",
    figures: pairs(
      ["Heap when last seen", "1.9 GiB"],
      ["Memory available", "5.2 of 7.8 GiB"],
      ["Swap used", "0.2 of 4.0 GiB"],
      ["Load", "0.3 on 2 CPUs"],
    ),
    measure: null,
    measureText: "down",
  }),
  restarted: ofDaemon("warning", {
    sentence: "was restarted by somebody else; heap 3.4 GiB before, 0.4 GiB now",
    advice: "Nothing needs to be done if that was meant. If nobody did it, it crashed: look at the end of its log.",
    figures: pairs(["Heap before", "3.4 GiB"], ["Heap now", "0.4 GiB"], ["Started", "9 s ago"], ["Connections", "4"]),
    measure: null,
    measureText: "restarted",
  }),
  oom: ofHost("critical", {
    sentence: "the kernel has killed 1 process for want of memory",
    advice: "See which was killed and that it runs again, then restart what gives back most.",
    figures: pairs(
      ["Killed since boot", "1 process"],
      ["Memory available", "0.1 of 7.8 GiB"],
      ["Swap used", "4.0 of 4.0 GiB"],
      ["Gives back most", "zope, about 2.1 GiB"],
    ),
    measure: 1,
    measureText: "1 process",
  }),
  unreachable: ofHost("critical", {
    sentence: "cannot be reached; 20 polls missed in a row; the figures are 5 min old",
    advice: "Log in by yourself; if that fails too, look at its console.",
    figures: pairs(
      ["Last reading", "5 min ago"],
      ["Polls missed", "20 in a row, over 5 min"],
      ["Why", "timed out"],
      ["Load, 5 min ago", "14.2 on 2 CPUs"],
    ),
    measure: 20,
    measureText: "20 polls missed",
  }),
  health: ofDaemon("warning", {
    sentence: "users see it: its health check answered 500 Internal Server Error, 2 checks failed in a row",
    advice: "Open the address yourself, and look at the end of the daemon's log.",
    figures: pairs(
      ["Health check", "answered 500 Internal Server Error"],
      ["Failed in a row", "2 checks"],
      ["Heap when last seen", "3.1 GiB"],
      ["Host last read", "6 s ago"],
    ),
    measure: 2,
    measureText: "2 checks failed in a row",
  }),
  clock: ofHost("warning", {
    sentence: "its clock is 42 s slow",
    advice: "See whether it keeps time (timedatectl).",
    figures: pairs(
      ["Its clock", "42 s slow"],
      ["Reading took", "18 ms"],
      ["Up for", "12 d 3 h"],
      ["Load", "0.4 on 2 CPUs"],
    ),
    measure: 42,
    measureText: "42 s",
  }),
  bot: ofHost("warning", {
    sentence: "its polls are 40 s late",
    advice: "See how busy the machine is that the bot runs on.",
    figures: pairs(
      ["Trouble", "late"],
      ["Severity", "warning"],
      ["Polls late by", "40 s"],
      ["Messages that wait", "0"],
    ),
    measure: null,
    measureText: "warning",
  }),
};

function ofHost(severity: Severity, finding: Finding): SpecimenFinding {
  return { severity, isOfDaemon: false, finding };
}

function ofDaemon(severity: Severity, finding: Finding): SpecimenFinding {
  return { severity, isOfDaemon: true, finding };
}

function pairs(...all: readonly (readonly [string, string])[]): readonly AlertFigure[] {
  return all.map(([name, text]) => ({ name, text }));
}
