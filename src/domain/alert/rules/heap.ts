import { renderBytes, renderPart } from "../../bytes.ts";
import { percent } from "../../diagnosis/phrases.ts";
import type { DaemonStatus } from "../../status.ts";
import type { Finding } from "../alert.ts";
import type { Evaluation } from "../evaluation.ts";
import { daemonFigures, textOf } from "./host-figures.ts";
import { type Judgement, nothingToDo, type Reading } from "./judgement.ts";
import { isOpen, levelOf } from "./level-of.ts";
import { shareOfThreshold } from "./share-of-threshold.ts";

/** A daemon's heap comes near its threshold. */
export function judgeHeap({ status, context }: Reading): readonly Judgement[] {
  return status.daemons.map((daemon) => {
    const { name, state } = daemon.figures;
    const finding = findingOf(daemon);
    // No process, no heap: that is known, other than a heap that cannot be read.
    if (state === "down") return { daemon: name, level: "clear", finding: gone(finding), endedBy: `${name} went down` };
    const share = finding.measure;
    const level = share === null ? "unknown" : levelOf(share, context.settingsOf(name).heap);
    return { daemon: name, level, finding: isOpen(level) ? { ...finding, advice: adviceOf(daemon, level) } : finding };
  });
}

function findingOf(daemon: DaemonStatus): Finding {
  const { figures, thresholdBytes } = daemon;
  const heap = figures.heapBytes.value;
  const threshold = thresholdBytes.value;
  const share = shareOfThreshold(daemon);
  const shown = daemonFigures(daemon);
  const shareText = share === null ? "not known" : sharePhrase(share);
  return {
    sentence:
      heap === null || threshold === null
        ? unknownSentence(daemon)
        : `heap ${renderPart(heap, threshold)}, ${shareText}`,
    advice: nothingToDo,
    figures: [
      shown.heap,
      { name: "Threshold", text: textOf(thresholdBytes, renderBytes) },
      shown.givesBack,
      shown.share,
      ...shown.connections,
    ],
    measure: share,
    measureText: heap === null ? "not known" : renderBytes(heap),
  };
}

function gone(finding: Finding): Finding {
  return { ...finding, sentence: "no process of it runs, so it holds no heap" };
}

function unknownSentence({ figures: { heapBytes }, thresholdBytes }: DaemonStatus): string {
  if (heapBytes.reason !== undefined) return `its heap is not known, because ${heapBytes.reason}`;
  return `its threshold is not known, because ${thresholdBytes.reason ?? "there is none"}`;
}

/** Just below its threshold is not "100 %" of it. */
function sharePhrase(share: number): string {
  return `${percent(share < 1 ? Math.min(99, share * 100) : share * 100)} of its threshold`;
}

function adviceOf({ givesBackBytes }: DaemonStatus, level: Evaluation["level"]): string {
  const back = givesBackBytes.value === null ? "" : `: it gives back about ${renderBytes(givesBackBytes.value)}`;
  const when = level === "critical" ? "Restart it when few are connected" : "Restart it at the next quiet hour";
  return `${when}${back}.`;
}
