import { absent, type Figure, known, mapFigure } from "../domain/figure.ts";
import type { ProcessFigures } from "../domain/sample.ts";
import type { Answer } from "./answer.ts";
import { kibibyteField, linesOf, thenFigure, wholeNumber } from "./fields.ts";

/**
 * One process's figures, or null when it is gone: its files cannot be opened, it is a zombie, or its pid belongs to a
 * process that started at another time.
 */
export function readProcess(answer: Answer, pid: number, startTicks: number | null): ProcessFigures | null {
  const stat = thenFigure(linesOf(answer, `/proc/${pid}/stat`), afterName);
  if (stat.reason === "the file cannot be read" || stat.reason === "the process is gone") return null;
  const startedAt = statField(stat, 22);
  if (startTicks !== null && startedAt.value !== null && startedAt.value !== startTicks) return null;
  const status = linesOf(answer, `/proc/${pid}/status`);
  const gone = "the field is missing";
  return {
    pid,
    parentPid: statField(stat, 4),
    startTicks: startedAt,
    cpuTicks: thenFigure(statField(stat, 14), (user) => mapFigure(statField(stat, 15), (system) => user + system)),
    majorFaults: statField(stat, 12),
    threads: statField(stat, 20),
    anonBytes: kibibyteField(status, "RssAnon", "this kernel does not have it"),
    swapBytes: kibibyteField(status, "VmSwap", "this kernel does not have it"),
    rssBytes: kibibyteField(status, "VmRSS", gone),
    peakRssBytes: kibibyteField(status, "VmHWM", gone),
  };
}

/** What stands behind the name, which may itself hold brackets, spaces and newlines: so behind the last bracket. */
function afterName(lines: readonly string[]): Figure<readonly string[]> {
  const text = lines.join(" ");
  const fields = text
    .slice(text.lastIndexOf(")") + 1)
    .trim()
    .split(/ +/);
  if (fields[0] === "" || /^[ZXx]$/.test(fields[0] ?? "")) return absent("the process is gone");
  return fields.length < 20 ? absent("the field is missing") : known(fields);
}

/** A field by its number in proc(5), where the state is field 3. */
function statField(stat: Figure<readonly string[]>, number: number): Figure {
  return thenFigure(stat, (fields) => wholeNumber(fields[number - 3]));
}
