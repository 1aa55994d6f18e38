import { type Bytes, bytes } from "../domain/bytes.ts";
import { type Figure, known } from "../domain/figure.ts";
import type { Answer } from "./answer.ts";
import { kibibyteField, linesOf, thenFigure } from "./fields.ts";

/**
 * The anonymous memory and swap of each process with shared pages counted once, from the answer to "shares":
 * Pss_Anon + SwapPss − LazyFree of smaps_rollup. Pss_Anon is absent before Linux 5.4, the file before 4.14.
 */
export function parseShares(answer: Answer, pids: readonly number[]): ReadonlyMap<number, Figure<Bytes>> {
  return new Map(pids.map((pid) => [pid, shareOf(answer, pid)]));
}

function shareOf(answer: Answer, pid: number): Figure<Bytes> {
  const rollup = linesOf(answer, `/proc/${pid}/smaps_rollup`);
  const field = (name: string): Figure<Bytes> => kibibyteField(rollup, name, "this kernel does not have it");
  return thenFigure(field("Pss_Anon"), (anon) =>
    thenFigure(field("SwapPss"), (swap) =>
      thenFigure(field("LazyFree"), (lazy) => known(bytes(Math.max(0, anon + swap - lazy)))),
    ),
  );
}
