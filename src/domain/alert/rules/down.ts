import { bytes, renderBytes } from "../../bytes.ts";
import { finderPhrase } from "../../daemon.ts";
import type { DaemonStatus } from "../../status.ts";
import type { Finding } from "../alert.ts";
import { daemonFigures } from "./host-figures.ts";
import { type Judgement, nothingToDo, type Reading } from "./judgement.ts";
import { ownEntry } from "./own-entry.ts";

/** A daemon does not run at all: whoever uses it gets nothing, so it is critical from the first. */
export function judgeDown(reading: Reading): readonly Judgement[] {
  return reading.status.daemons.map((daemon) => {
    const { name, state } = daemon.figures;
    return { daemon: name, level: levels[state], finding: findingOf(reading, daemon) };
  });
}

const levels = { up: "clear", down: "critical", unknown: "unknown" } as const;

function findingOf({ shown, memory }: Reading, daemon: DaemonStatus): Finding {
  const { name, state } = daemon.figures;
  const before = ownEntry(memory.seen, name)?.heapBytes ?? null;
  const last = { name: "Heap when last seen", text: before === null ? "not known" : renderBytes(bytes(before)) };
  const { heap, connections } = daemonFigures(daemon);
  return {
    sentence: sentenceOf(daemon),
    advice: state === "down" ? downAdvice : nothingToDo,
    figures: [
      { name: "Looked for by", text: finderPhrase(daemon.daemon.find) },
      ...(state === "down" ? [last] : [heap, ...connections]),
      shown.available,
      shown.swap,
      shown.load,
    ],
    measure: null,
    measureText: state,
  };
}

const downAdvice =
  "Look at the end of its log, and start it. If nothing is wrong with it, check how scipy.yml has it looked for.";

function sentenceOf({ daemon, figures }: DaemonStatus): string {
  switch (figures.state) {
    case "up":
      return "it runs";
    case "down":
      return `no process of it runs (${finderPhrase(daemon.find)})`;
    case "unknown":
      return `whether it runs is not known, because ${figures.heapBytes.reason ?? "its processes cannot be seen"}`;
  }
}
