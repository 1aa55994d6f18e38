import { parseArgs } from "node:util";
import { analyzeHeapFiles, type HeapFileReport, type HeapFilesRequest } from "../app-heap.ts";
import { instantExpected, parseInstant } from "../config/parse-instant.ts";
import { parseBytes } from "../domain/bytes.ts";
import { limitOf } from "../domain/heap/heap-options.ts";
import { fail, type Result, succeed } from "../domain/result.ts";
import type { Instant } from "../domain/time.ts";
import { type Call, exitCodes, readOptions, refuse } from "./call.ts";
import { heapJson } from "./heap-json.ts";
import { heapText } from "./heap-text.ts";

const options = {
  json: { type: "boolean", default: false },
  ram: { type: "string" },
  threshold: { type: "string", multiple: true },
  earlier: { type: "string", multiple: true },
  deploy: { type: "string", multiple: true },
  "horizon-days": { type: "string" },
} as const;

/** The heap model on recorded samples: each file is of one daemon. */
export async function heapAnalyze(call: Call): Promise<number> {
  const read = readOptions(options, () => parseArgs({ args: [...call.args], options, allowPositionals: true }));
  if (!read.ok) return refuse(call, read.error);
  const { values, positionals } = read.value;
  if (positionals.length === 0)
    return refuse(
      call,
      "name the recordings to analyze: CSV files with the columns t_seconds, rss_anon_kb and swap_kb.",
    );
  const unit = positionals.find((word) => aloneUnit.test(word));
  if (unit !== undefined)
    return refuse(call, `${JSON.stringify(unit)} stands alone: write a size as one word, as --threshold 40MiB.`);
  const sizes = readSizes(values.threshold ?? [], values.ram);
  if (!sizes.ok) return refuse(call, sizes.error);
  const horizonDays = readDays(values["horizon-days"] ?? "7");
  if (!horizonDays.ok) return refuse(call, horizonDays.error);
  const deploys = readDeploys(values.deploy ?? []);
  if (!deploys.ok) return refuse(call, deploys.error);
  const placed = (file: string): string => (file.startsWith("/") ? file : `${call.folder}/${file}`);
  const files = { files: positionals.map(placed), earlier: (values.earlier ?? []).map(placed) };
  const request = { ...files, ...sizes.value, horizonDays: horizonDays.value, deploys: deploys.value };
  const reports = await analyzeHeapFiles(request);
  if (!reports.ok) return refuse(call, reports.error);
  for (const note of reports.value.flatMap(({ notes }) => notes)) call.tell(`${note}\n`);
  const named = reports.value.map((report, index) => ({ ...report, file: positionals[index] ?? report.file }));
  call.print(values.json ? `${JSON.stringify(jsonOf(named, request), null, 1)}\n` : textOf(named, request));
  return exitCodes.done;
}

/** What a shell makes of "--threshold 40 MiB": a size, and a file of that name. */
const aloneUnit = /^([kmgt]i?b|bytes)$/i;

type Sizes = Pick<HeapFilesRequest, "thresholds" | "ramBytes">;

function readSizes(thresholds: readonly string[], ram: string | undefined): Result<Sizes, string> {
  const levels: number[] = [];
  for (const text of thresholds) {
    const level = readSize("threshold", text);
    if (!level.ok) return level;
    levels.push(level.value);
  }
  if (ram === undefined) return succeed({ thresholds: levels, ramBytes: null });
  const ramBytes = readSize("ram", ram);
  return ramBytes.ok ? succeed({ thresholds: levels, ramBytes: ramBytes.value }) : ramBytes;
}

function readSize(name: string, text: string): Result<number, string> {
  const size = parseBytes(text);
  if (size !== null && size > 0) return succeed(size);
  return fail(
    `--${name} ${JSON.stringify(text)} is no size: expected bytes, or a number with its unit like "3.5 GiB".`,
  );
}

const daysMax = 365;

function readDays(text: string): Result<number, string> {
  const days = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (days > 0 && days <= daysMax) return succeed(days);
  return fail(`--horizon-days ${JSON.stringify(text)} is no horizon: expected a number of days above 0, at most 365.`);
}

/** In seconds on the clock of the files. */
function readDeploys(texts: readonly string[]): Result<readonly number[], string> {
  const deploys = texts.map((text) => (/^\d+(\.\d+)?$/.test(text) ? Number(text) : secondsOf(parseInstant(text))));
  const wrong = deploys.indexOf(null);
  if (wrong === -1) return succeed(deploys.filter((at) => at !== null));
  return fail(
    `--deploy ${JSON.stringify(texts[wrong])} is no time: expected seconds as in t_seconds, or ${instantExpected}.`,
  );
}

function secondsOf(at: Instant | null): number | null {
  return at === null ? null : at / 1000;
}

/** One object for one file; for several an array in their order, each with its file. */
function jsonOf(reports: readonly HeapFileReport[], { thresholds }: HeapFilesRequest) {
  const [only, ...others] = reports;
  if (only !== undefined && others.length === 0) return heapJson(only.outlook.analysis, thresholds);
  return reports.map(({ file, outlook }) => ({ file, ...heapJson(outlook.analysis, thresholds) }));
}

function textOf(reports: readonly HeapFileReport[], { thresholds, ramBytes, horizonDays }: HeapFilesRequest): string {
  const shown = { limitBytes: limitOf(thresholds, ramBytes), ramBytes, horizonDays };
  const texts = reports.map(({ file, outlook }) => {
    const name = reports.length === 1 ? "" : `${file}: `;
    return `${name}${heapText(outlook, shown)}\n`;
  });
  return texts.join("\n");
}
