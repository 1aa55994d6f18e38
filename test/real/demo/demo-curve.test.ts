import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createDemoDaemon } from "../../../src/trial/demo.ts";

interface Point {
  readonly atSeconds: number;
  readonly heapMiB: number;
  readonly liveMiB: number;
  readonly cpuSeconds: number;
}

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..");
const everySeconds = 5;
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
  for (let atSeconds = 0; atSeconds <= 240; atSeconds += everySeconds) {
    curve.push({ atSeconds, ...(await read(pid, port)) });
    await pause(everySeconds * 1000);
  }
  const again = await daemon.restart();
  afterRestartMiB = (await read(again.pid, again.port)).heapMiB;
  await daemon.stop();
  const rows = curve.map((point) => `${point.atSeconds} s ${point.heapMiB.toFixed(0)} MiB`);
  process.stdout.write(`${rows.join(", ")}\n`);
}, 300_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function read(pid: number, port: number): Promise<Omit<Point, "atSeconds">> {
  const anon = /^RssAnon:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
  const health = (await (await fetch(`http://127.0.0.1:${port}/health`)).json()) as { readonly liveBytes: number };
  return {
    heapMiB: Number(anon?.[1]) / 1024,
    liveMiB: health.liveBytes / 1024 ** 2,
    // utime and stime, in ticks of 10 ms.
    cpuSeconds: (Number(fields[11]) + Number(fields[12])) / 100,
  };
}

function heapAt(seconds: number): number {
  return curve.find((point) => point.atSeconds === seconds)?.heapMiB ?? Number.NaN;
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
    expect(curve.at(-1)?.cpuSeconds).toBeLessThan(24);
  });

  test("is given back by a restart", () => {
    expect(afterRestartMiB).toBeLessThan(80);
  });
});
