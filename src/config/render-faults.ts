import { printable } from "./describe-value.ts";
import type { Fault } from "./fault.ts";

/** More are not read; `check --json` has them all. */
const shownMax = 50;

export interface RenderFaultsOptions {
  /** What came of it: "nothing was started". */
  readonly outcome: string;
}

/** As compilers do: a line for each, `scipy.yml:12:7 hosts[0].adress: …`, and at the end their number and what came of it. */
export function renderFaults(faults: readonly Fault[], { outcome }: RenderFaultsOptions): string {
  const more = faults.length - shownMax;
  return [
    ...faults.slice(0, shownMax).map(renderFault),
    ...(more > 0 ? [`… and ${more} more`] : []),
    `${faults.length} ${faults.length === 1 ? "fault" : "faults"}; ${outcome}`,
  ].join("\n");
}

function renderFault({ file, line, column, key, sentence }: Fault): string {
  const place = [printable(file), ...(line === null ? [] : [line, column ?? 1])].join(":");
  return `${place}${key === "" ? ":" : ` ${key}:`} ${sentence}`;
}
