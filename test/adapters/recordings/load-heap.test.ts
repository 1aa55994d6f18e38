import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadHeap } from "../../../src/adapters/recordings/load-heap.ts";

let folder = "";
let file = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "load-heap-"));
  file = join(folder, "daemon.csv");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function load(text: string) {
  await writeFile(file, text);
  return loadHeap(file);
}

async function pointsOf(text: string) {
  const loaded = await load(text);
  if (!loaded.ok) throw new Error(loaded.error);
  return loaded.value.points;
}

async function notesOf(text: string): Promise<string> {
  const loaded = await load(text);
  return loaded.ok ? loaded.value.notes.join("\n") : loaded.error;
}

describe("a recording of one daemon's heap", () => {
  it("is its anonymous memory and its swap together, in bytes, with what is known of its process", async () => {
    const text = "t_seconds,rss_anon_kb,swap_kb,cpu_ticks,pid,start_time\n0,10,2,7,41,900\n60,12,0,9,41,900\n";
    expect(await pointsOf(text)).toEqual([
      { t: 0, heapBytes: 12 * 1024, cpuTicks: 7, epoch: "41/900" },
      { t: 60, heapBytes: 12 * 1024, cpuTicks: 9, epoch: "41/900" },
    ]);
    expect(await notesOf(text)).toBe("");
  });

  it("leaves it to the model where no process is recorded", async () => {
    expect(await pointsOf("t_seconds,rss_anon_kb\n0,10\n")).toMatchObject([{ cpuTicks: null, epoch: null }]);
  });

  it("has no point where the daemon was down, or its size is not known whole", async () => {
    const text = "t_seconds,rss_anon_kb,swap_kb,pid\n0,10,0,4\n60,0,0,0\n120,,0,4\n180,10,,4\n240,10,1,4\n";
    expect((await pointsOf(text)).map(({ t }) => t)).toEqual([0, 240]);
  });

  it("tells a new process in a container, where each has the number 1, by its CPU time", async () => {
    const text = "t_seconds,rss_anon_kb,swap_kb,cpu_ticks,pid\n0,10,0,500,1\n60,10,0,600,1\n120,4,0,3,1\n";
    const [first, second, third] = (await pointsOf(text)).map(({ epoch }) => epoch);
    expect(first).toBe(second);
    expect(third).not.toBe(second);
  });

  it.each([
    ["t,rss,swap\n0,1000,24\n60,1004,24\n", 1024 * 1024, /rss is taken to be in KiB/],
    ["t,rss,swap\n0,4096,0\n60,8192,4096\n", 4096, /rss is taken to be in bytes; call the column rss_bytes or rss_kb/],
    ["timestamp,rss_bytes,swap_bytes\n0,1000,5\n60,1,1\n", 1005, /rss_bytes counts pages of files too/],
    ["time,rss_mb\n0,3\n60,4\n", 3 * 1024 ** 2, /There is no swap_kb: what was swapped out looks as if it were freed/],
    ["time,rss_gib,swap_gib\n0,0.5,0\n60,0.5,0\n", 512 * 1024 ** 2, /rss_gib counts pages of files too/],
    ["t,rss_bytes,swap\n0,1000,5\n60,1,1\n", 1005, /swap is taken to be in the unit of rss_bytes/],
    ["t,rss,swap\n0,5000000001,0\n60,5000000002,0\n", 5_000_000_001, /rss is taken to be in bytes/],
    ["t_seconds,rss_kb,rss_anon_kb,swap_kb\n0,9,3,0\n60,9,3,0\n", 3 * 1024, /^$/],
  ])("reads the columns of other programs, and says what it took for granted: %j", async (text, bytes, note) => {
    expect((await pointsOf(text))[0]?.heapBytes).toBe(bytes);
    expect(await notesOf(text)).toMatch(note);
  });

  it.each([1e3, 1e6, 1e9])("takes a clock for what it is that counts %i to the second", async (scale) => {
    const [from, to] = [1_763_000_000, 1_763_000_060];
    const text = `t,rss_kb\n${BigInt(from) * BigInt(scale)},5\n${BigInt(to) * BigInt(scale)},5\n`;
    expect((await pointsOf(text)).map(({ t }) => t)).toEqual([from, to]);
  });

  it.each([
    ["the newest first", [180, 120, 60, 0]],
    ["no order", [60, 0, 180, 120]],
  ])("is put into the order of time where it has %s, and says so", async (_, times) => {
    const text = `t_seconds,rss_anon_kb,swap_kb\n${times.map((t) => `${t},${t + 1},0\n`).join("")}`;
    expect((await pointsOf(text)).map(({ t, heapBytes }) => [t, heapBytes / 1024])).toEqual([
      [0, 1],
      [60, 61],
      [120, 121],
      [180, 181],
    ]);
    expect(await notesOf(text)).toContain("Its lines are not in the order of time: they were put into it.");
  });

  it("goes on where the clock was set back, and says so", async () => {
    const text = "t_seconds,rss_anon_kb,swap_kb\n100,1,0\n40,2,0\n200,3,0\n";
    expect(await pointsOf(text)).toHaveLength(3);
    expect(await notesOf(text)).toContain("The time goes back once");
  });

  it("that is not there, or is a folder, is refused with what to do", async () => {
    expect(await loadHeap(join(folder, "none.csv"))).toEqual({
      ok: false,
      error: `${join(folder, "none.csv")}: There is no such file. Is its name right, and is it in this folder?`,
    });
    expect(await loadHeap(folder)).toEqual({
      ok: false,
      error: `${folder}: It is a folder: name the CSV files in it.`,
    });
  });

  it.each([
    ["no time", "rss_anon_kb\n5\n", /line 1: The column t_seconds is missing among rss_anon_kb:/],
    [
      "no size",
      "t_seconds,load1\n0,5\n",
      /line 1: There is no size of a heap among t_seconds, load1: expected a column rss_anon_kb/,
    ],
    [
      "no figure",
      "t_seconds,rss_anon_kb\n0,\n60,\n",
      /No line holds the daemon's size: expected figures in rss_anon_kb/,
    ],
    ["a bad cell", "t,rss\n0,x\n", /line 2, column rss: "x" is no figure: expected a number/],
  ])("with %s is refused, and says what was expected", async (_, text, sentence) => {
    expect(await load(text)).toEqual({ ok: false, error: expect.stringMatching(sentence) });
  });
});
