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
    sentence: "starving: all tasks waited for memory 14 % of the last minute, 412 MiB of 7.8 GiB available",
    advice: "Restart zope: it would give back most, about 2.1 GiB.",
    figures: pairs(["full", "14 %"], ["some", "31 %"], ["available", "412 MiB"], ["swap", "3.1 of 4.0 GiB"]),
    measure: 14,
    measureText: "14 %",
  }),
  swap: ofHost("warning", {
    sentence: "swap climbs by 7 % of RAM per hour, 1.8 of 4.0 GiB in use",
    advice: "Look at which daemon grows, and restart it at a quiet hour.",
    figures: pairs(["climb", "7 %/h"], ["swap", "1.8 of 4.0 GiB"], ["out", "140 pages/s"], ["in", "12 pages/s"]),
    measure: 7,
    measureText: "7 % of RAM per hour",
  }),
  load: ofHost("warning", {
    sentence: "load 6.4 on 2 CPUs, 3.2 for each",
    advice: "Ask `why`: the CPUs are idle, so that processes wait for something else.",
    figures: pairs(["load", "6.4"], ["CPUs", "2"], ["idle", "81 %"], ["blocked", "5"]),
    measure: 3.2,
    measureText: "3.2 per CPU",
  }),
  heap: ofDaemon("warning", {
    sentence: "heap 3.1 of 3.6 GiB, 86 % of its threshold",
    advice: "Restart it at a quiet hour before it passes its threshold.",
    figures: pairs(["heap", "3.1 GiB"], ["threshold", "3.6 GiB"], ["share of RAM", "40 %"], ["gives back", "2.1 GiB"]),
    measure: 0.86,
    measureText: "3.1 GiB",
  }),
  down: ofDaemon("critical", {
    sentence: "is not running: no process for 45 s",
    advice: "Start it, and look into its log for why it ended.",
    figures: pairs(["processes", "0"], ["before", "4"], ["connections before", "37"], ["heap before", "1.9 GiB"]),
    measure: null,
    measureText: "",
  }),
  restarted: ofDaemon("warning", {
    sentence: "was restarted, and not by this bot",
    advice: "If nobody did it, look into its log: it may have crashed.",
    figures: pairs(["heap before", "3.4 GiB"], ["heap now", "0.4 GiB"], ["ran for", "6 d 4 h"], ["processes", "4"]),
    measure: null,
    measureText: "",
  }),
  oom: ofHost("critical", {
    sentence: "the kernel killed 1 process for want of memory",
    advice: "See which daemon is gone, and restart the one that would give back most.",
    figures: pairs(["killed", "1"], ["available", "96 MiB"], ["swap", "4.0 of 4.0 GiB"], ["largest heap", "3.4 GiB"]),
    measure: 1,
    measureText: "1 process",
  }),
  unreachable: ofHost("critical", {
    sentence: "has not answered for 5 min: connection timed out",
    advice: "Try to log in; if that fails too, look at its console.",
    figures: pairs(
      ["missed", "20 polls"],
      ["last answer", "5 min ago"],
      ["load then", "14.2"],
      ["available then", "210 MiB"],
    ),
    measure: null,
    measureText: "",
  }),
  health: ofDaemon("warning", {
    sentence: "its health address answered 500 Internal Server Error, twice in a row",
    advice: "Users see errors: ask `why`, and look into its log.",
    figures: pairs(["failed", "2 in a row"], ["took", "4.1 s"], ["connections", "37"], ["heap", "3.1 GiB"]),
    measure: 2,
    measureText: "2 failed checks",
  }),
  clock: ofHost("warning", {
    sentence: "its clock is 42 s behind the bot's",
    advice: "See that its time service runs: times in its logs are wrong.",
    figures: pairs(["behind", "42 s"], ["load", "0.4"], ["up for", "12 d 3 h"], ["round trip", "18 ms"]),
    measure: 42,
    measureText: "42 s",
  }),
  bot: ofHost("warning", {
    sentence: "its polls are 40 s late",
    advice: "See how busy the machine is that the bot runs on.",
    figures: pairs(["late", "40 s"], ["hosts", "12"], ["waiting messages", "0"], ["store", "in order"]),
    measure: 40,
    measureText: "40 s",
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
