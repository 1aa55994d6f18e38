import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { z } from "zod";
import { type HeapPoint, heapPoint } from "../../src/domain/heap/heap-point.ts";

/** A recorded daemon with what is known of its later life. */
export interface Trace {
  readonly name: string;
  /** What ran: figures on one program are taken with a model that never saw it. */
  readonly program: string;
  readonly kind: "plateau" | "leak" | "flat" | "step";
  readonly scored: boolean;
  readonly plateauBytes: number | null;
  /** 60 s a point, the first days. */
  readonly days: readonly HeapPoint[];
  /** 300 s a point, the whole run. */
  readonly weeks: readonly HeapPoint[];
}

/** Two epochs of one daemon, with CPU ticks. */
export interface Pair {
  readonly name: string;
  readonly first: readonly HeapPoint[];
  readonly second: readonly HeapPoint[];
}

const label = z.object({
  program: z.string(),
  kind: z.enum(["plateau", "leak", "flat", "step"]),
  scored_for_verdict: z.boolean(),
  plateau_kb: z.number().nullable(),
  resets: z.array(z.number()),
});

const kibi = 1024;

export function loadTraces(folder: string): readonly Trace[] {
  const days = loadLabels(folder, "first-life");
  const weeks = loadLabels(folder, "weeks");
  return Object.entries(days).map(([name, one]) => ({
    name,
    program: one.program,
    kind: one.kind,
    scored: one.scored_for_verdict,
    plateauBytes: one.plateau_kb === null ? null : one.plateau_kb * kibi,
    days: loadPoints(join(folder, "first-life", `${name}.csv`), one.resets),
    weeks: loadPoints(join(folder, "weeks", `${name}.csv`), weeks[name]?.resets ?? []),
  }));
}

export function loadPairs(folder: string): readonly Pair[] {
  const names = readdirSync(join(folder, "two-lives", "first")).filter((name) => name.endsWith(".csv"));
  return names.map((file) => ({
    name: file.replace(".csv", ""),
    first: loadPoints(join(folder, "two-lives", "first", file), [], "first"),
    second: loadPoints(join(folder, "two-lives", "second", file), [], "second"),
  }));
}

function loadLabels(folder: string, part: string): Record<string, z.infer<typeof label>> {
  return z.record(z.string(), label).parse(JSON.parse(readFileSync(join(folder, part, "labels.json"), "utf8")));
}

/** `resets` are the points at which a new process began. */
function loadPoints(path: string, resets: readonly number[], epoch = "epoch"): readonly HeapPoint[] {
  const rows: Record<string, string>[] = parse(readFileSync(path), { columns: true });
  return rows.map((row, index) =>
    heapPoint({
      t: Number(row["t_seconds"]),
      anonBytes: Number(row["rss_anon_kb"]) * kibi,
      swapBytes: Number(row["swap_kb"]) * kibi,
      cpuTicks: row["cpu_ticks"] === undefined ? null : Number(row["cpu_ticks"]),
      epoch: `${epoch} ${resets.filter((reset) => reset <= index).length}`,
    }),
  );
}
