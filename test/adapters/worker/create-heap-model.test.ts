import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createHeapModel, type ThreadedHeapModel } from "../../../src/adapters/worker/create-heap-model.ts";
import type { ThreadProgram } from "../../../src/adapters/worker/heap-thread.ts";
import { outlookOf } from "../../../src/domain/heap/heap-outlook.ts";
import type { HeapPoint } from "../../../src/domain/heap/heap-point.ts";
import { planHost } from "../../../src/domain/heap/plan-host.ts";
import { seconds } from "../../../src/domain/time.ts";
import { eventually } from "../../support/eventually.ts";
import { heapSources } from "../../support/heap-sources.ts";
import { quietLog } from "../../support/quiet-log.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";

const growing: readonly HeapPoint[] = Array.from({ length: 600 }, (_, index) => ({
  t: index * 300,
  heapBytes: 100_000_000 + index * 100_000 + (index % 7) * 30_000,
  cpuTicks: null,
  epoch: null,
}));
const options = { thresholds: [200_000_000] };
const noRam = { ramBytes: 0, kernelBytes: 0, othersBytes: 0, cacheFloorBytes: 0 };

let folder = "";
let sources: Awaited<ReturnType<typeof heapSources>>;
let model: ThreadedHeapModel | null = null;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "heap-worker-"));
  sources = await heapSources();
});
afterEach(() => model?.stop());
afterAll(async () => {
  await sources.remove();
  await rm(folder, { recursive: true, force: true });
});

function modelOf(program: ThreadProgram, clock = new VirtualClock()) {
  model = createHeapModel({ clock, log: quietLog(), program });
  return { model, clock };
}

let programs = 0;
/** A thread of the test's own: `job` is what was asked, `answer` sends something back. */
async function programOf(text: string): Promise<ThreadProgram> {
  programs += 1;
  const file = join(folder, `program-${programs}.mjs`);
  const frame = `import { parentPort } from "node:worker_threads";
    const answer = (id, outlook) => parentPort.postMessage({ id, outlook });
    parentPort.on("message", (job) => { ${text} });`;
  await writeFile(file, frame);
  return { file: pathToFileURL(file), execArgv: [], memoryMax: 32 };
}

const crashing = "if (job.points.length === 0) process.exit(7); answer(job.id, 'fine');";

describe("the heap model on a thread of its own", () => {
  it("says what the pure function says, and leaves this thread free meanwhile", async () => {
    const { model } = modelOf(sources.program);
    let turns = 0;
    const counting = setInterval(() => (turns += 1), 1);
    const told = await model.analyze(growing, options);
    clearInterval(counting);
    expect(told).toEqual({ ok: true, value: outlookOf(growing, options) });
    expect(turns).toBeGreaterThan(3);
  });

  it("plans a host as the pure function does", async () => {
    const { model } = modelOf(sources.program);
    const host = { ramBytes: 2e9, kernelBytes: 1e8, othersBytes: 1e8, cacheFloorBytes: 1e8 };
    const daemons = [{ name: "zope", pool: null, points: growing, traffic: [] }];
    const told = await model.plan({ host, daemons, zone: "Europe/Berlin" });
    expect(told).toEqual({ ok: true, value: planHost({ host, daemons, hourOfWeek: () => 0 }) });
  });

  it("takes no answer to another question for its own", async () => {
    const { model } = modelOf(await programOf("answer(job.id, 'an outlook');"));
    const told = await model.plan({ host: noRam, daemons: [], zone: "UTC" });
    expect(told).toMatchObject({ ok: false, error: { reason: "crashed" } });
  });

  it("answers each of many questions with its own answer", async () => {
    const { model } = modelOf(await programOf("answer(job.id, job.points.length);"));
    const told = await Promise.all([3, 1, 2].map((length) => model.analyze(growing.slice(0, length), {})));
    expect(told.map((each) => each.ok && each.value)).toEqual([3, 1, 2]);
  });

  it.each([
    ["exits", crashing],
    ["throws", "if (job.points.length === 0) throw new Error('broken'); answer(job.id, 'fine');"],
    [
      "runs out of memory",
      "if (job.points.length === 0) { const all = []; for (;;) all.push({ all: [1] }); } answer(job.id, 'fine');",
    ],
  ])("starts another thread after one that %s, and fails that job alone", async (_, text) => {
    const { model } = modelOf(await programOf(text));
    const [broken, next] = await Promise.all([model.analyze([], {}), model.analyze(growing, {})]);
    expect(broken).toMatchObject({ ok: false, error: { reason: "crashed" } });
    expect(next).toEqual({ ok: true, value: "fine" });
  });

  it("fails, and does not start for ever, where the thread cannot be started", async () => {
    const { model } = modelOf({ file: pathToFileURL(join(folder, "gone.mjs")), execArgv: [] });
    expect(await model.analyze([], {})).toMatchObject({ ok: false, error: { reason: "crashed" } });
  });

  it("ends a job that takes longer than 8 s, with its thread, and goes on with the next", async () => {
    const { model, clock } = modelOf(await programOf("if (job.points.length === 0) for (;;); answer(job.id, 'fine');"));
    const [slow, next] = [model.analyze([], {}), model.analyze(growing, {})];
    await clock.advance(seconds(8));
    expect(await slow).toMatchObject({ ok: false, error: { reason: "too slow" } });
    expect(await next).toEqual({ ok: true, value: "fine" });
  });

  it("refuses what it could not answer in time: no queue grows without end", async () => {
    const { model, clock } = modelOf(await programOf("for (;;);"));
    const asked = Array.from({ length: 66 }, () => model.analyze([], {}));
    expect(await asked.at(-1)).toMatchObject({ ok: false, error: { reason: "busy" } });
    for (let step = 0; step < 30; step += 1) await clock.advance(seconds(1));
    const told = await Promise.all(asked);
    expect(told.every((each) => !each.ok && ["busy", "too slow"].includes(each.error.reason))).toBe(true);
  });

  it("ends its thread after a minute without a question, and starts it anew for the next", async () => {
    const program = await programOf(
      "globalThis.count = (globalThis.count ?? 0) + 1; answer(job.id, globalThis.count);",
    );
    const { model, clock } = modelOf(program);
    const count = async () => {
      const told = await model.analyze([], {});
      return told.ok ? told.value : told.error;
    };
    expect([await count(), await count()]).toEqual([1, 2]);
    await clock.advance(seconds(60));
    await eventually(async () => (await count()) === (1 as unknown));
  });

  it("tells everybody who waits that the bot is stopping, and takes nothing more", async () => {
    const { model } = modelOf(await programOf("for (;;);"));
    const asked = [model.analyze([], {}), model.analyze([], {})];
    await model.stop();
    for (const each of [...asked, model.analyze([], {})])
      expect(await each).toMatchObject({ ok: false, error: { reason: "stopped" } });
  });
});
