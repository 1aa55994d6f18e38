import type { Finding } from "./finding.ts";

/** The conclusion, which stands before or after the findings: whether the bot can do its work, and what is left out. */
export function concludeFindings(findings: readonly Finding[]): string {
  const failed = countOf(findings, "failed");
  if (failed > 0) return `${failed} to mend before the bot can do its work.`;
  const warnings = countOf(findings, "warning");
  const left = warnings === 0 ? "" : ` ${warnings} ${warnings === 1 ? "thing" : "things"} could be better.`;
  return `Nothing keeps the bot from its work.${left}`;
}

function countOf(findings: readonly Finding[], outcome: Finding["outcome"]): number {
  return findings.filter((finding) => finding.outcome === outcome).length;
}
