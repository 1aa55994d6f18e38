import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createDemoDaemon } from "../../../src/trial/demo.ts";

interface Point {
  /** When it was really read: a busy machine reads late. */
  readonly atSeconds: number;
  readonly heapMiB: number;
  readonly liveMiB: number;
  readonly cpuSeconds: number;
}

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..");
const everySeconds = 5;
const lastSeconds = 240;
const curve: Point[] = [];
let afterRestartMiB = Number.NaN;
let folder = "";

/** Four minutes of the demo daemon as the trial runs it; the tests look at the one curve. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "scipy-curve-"));
  writeFileSync(join(folder, "package.json"), '{"type":"module"}');
  const compiler = join(root, "node_modules", "typescript", "bin", "tsc");
  const target = "--ignoreConfig --module nodenext --target es2023 --rewriteRelativeImportExtensions --types node";
  const source = join(root, "src", "trial", "demo-daemon.ts");
  execFileSync(process.execPath, [compiler, ...target.split(" "), "--outDir", folder, source], { cwd: root });
  const daemon = createDemoDaemon({ folder, program: join(folder, "demo-daemon.js") });
  const { pid, port } = await daemon.start();
  const startedAt = performance.now();
  const elapsed = () => (performance.now() - startedAt) / 1000;
  for (let due = 0; due <= lastSeconds; due += everySeconds) {
    await pause(Math.max(0, due - elapsed()) * 1000);
    curve.push({ atSeconds: elapsed(), ...(await read(pid, port)) });
  }
  const again = await daemon.restart();
  afterRestartMiB = (await read(again.pid, again.port)).heapMiB;
  await daemon.stop();
  const rows = curve.map((point) => `${point.atSeconds.toFixed(0)} s ${point.heapMiB.toFixed(0)} MiB`);
  process.stdout.write(`${rows.join(", ")}; ${curve.at(-1)?.cpuSeconds} s of CPU\n`);
}, 600_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function read(pid: number, port: number): Promise<Omit<Point, "atSeconds">> {
  const anon = /^RssAnon:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
  // A connection that is kept would be ended by the daemon after 5 s, just as it is used again.
  const answer = await fetch(`http://127.0.0.1:${port}/health`, { headers: { connection: "close" } });
  const health = (await answer.json()) as { readonly liveBytes: number };
  return {
    heapMiB: Number(anon?.[1]) / 1024,
    liveMiB: health.liveBytes / 1024 ** 2,
    // utime and stime, in ticks of 10 ms.
    cpuSeconds: (Number(fields[11]) + Number(fields[12])) / 100,
  };
}

/** Between the two readings around that time, on a straight line. */
function heapAt(seconds: number): number {
  const from = curve.findLast((point) => point.atSeconds <= seconds) ?? curve[0];
  const to = curve.find((point) => point.atSeconds >= seconds) ?? curve.at(-1);
  if (from === undefined || to === undefined) return Number.NaN;
  const span = to.atSeconds - from.atSeconds;
  const share = span === 0 ? 0 : (seconds - from.atSeconds) / span;
  return from.heapMiB + share * (to.heapMiB - from.heapMiB);
}

describe("the demo daemon's heap over four minutes", () => {
  test("begins at 60 to 80 MiB and passes 160 MiB after one minute, within three", () => {
    expect(heapAt(0)).toBeGreaterThan(60);
    expect(heapAt(0)).toBeLessThan(80);
    const crossing = curve.find((point) => point.heapMiB > 160)?.atSeconds;
    expect(crossing).toBeGreaterThan(60);
    expect(crossing).toBeLessThanOrEqual(180);
  });

  test("flattens: the last minute adds less than half of what the second minute added, and it stays under 260 MiB", () => {
    expect(heapAt(240) - heapAt(180)).toBeLessThan((heapAt(120) - heapAt(60)) / 2);
    expect(Math.max(...curve.map((point) => point.heapMiB))).toBeLessThan(260);
  });

  test("is no leak: what the daemon holds on to grows by less than a sixth of the heap's growth", () => {
    const [first, last] = [curve[0], curve.at(-1)];
    const grown = (last?.liveMiB ?? Number.NaN) - (first?.liveMiB ?? Number.NaN);
    expect(grown).toBeLessThan(((last?.heapMiB ?? 0) - (first?.heapMiB ?? 0)) / 6);
  });

  test("costs at most a tenth of one core", () => {
    const { cpuSeconds = Number.NaN, atSeconds = Number.NaN } = curve.at(-1) ?? {};
    expect(cpuSeconds / atSeconds).toBeLessThan(0.1);
  });

  test("is given back by a restart", () => {
    expect(afterRestartMiB).toBeLessThan(80);
  });
});
