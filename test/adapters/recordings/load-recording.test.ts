import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadRecording } from "../../../src/adapters/recordings/load-recording.ts";
import type { Poll } from "../../../src/domain/replay/poll.ts";
import type { Sample } from "../../../src/domain/sample.ts";

let folder = "";
let made = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "recordings-"));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** A file of this name in a folder of its own. */
async function file(name: string, text: string): Promise<string> {
  made += 1;
  const path = join(folder, `${made}-${name}`);
  await writeFile(path, text);
  return path;
}

async function pollsOf(...files: string[]): Promise<readonly Poll[]> {
  const loaded = await loadRecording(files);
  if (!loaded.ok) throw new Error(loaded.error);
  return [...loaded.value.polls("web-1")];
}

function samplesOf(polls: readonly Poll[]): readonly Sample[] {
  return polls.flatMap((poll) => (poll.kind === "read" ? [poll.sample] : []));
}

describe("recordings of a host and its daemons", () => {
  it("are joined: each poll of the host has the newest reading of the daemon", async () => {
    const host = await file(
      "host.csv",
      "t_seconds,load1,cpus,mem_total_kb\n100,1.5,2,8000\n115,2,2,8000\n130,3,2,8000\n",
    );
    const zope = await file("zope.csv", "t_seconds,rss_anon_kb,swap_kb\n99,1000,24\n114,2000,0\n");
    const samples = samplesOf(await pollsOf(host, zope));
    expect(
      samples.map(({ takenAt, system }) => [takenAt, system.load.value?.one, system.memory.totalBytes.value]),
    ).toEqual([
      [100_000, 1.5, 8_192_000],
      [115_000, 2, 8_192_000],
      [130_000, 3, 8_192_000],
    ]);
    expect(samples.map(({ daemons }) => daemons[0]?.heapBytes.value)).toEqual([1024 * 1024, 2_048_000, 2_048_000]);
  });

  it("need no file of the host: then there is a poll whenever a daemon was read", async () => {
    const samples = samplesOf(
      await pollsOf(
        await file("a.csv", "t_seconds,rss_anon_kb\n0,1\n60,2\n"),
        await file("b.csv", "t_seconds,rss_anon_kb\n30,1\n60,2\n"),
      ),
    );
    expect(samples.map(({ takenAt }) => takenAt)).toEqual([0, 30_000, 60_000]);
    expect(samples[0]?.system.load.reason).toBe("the field is missing");
    expect(samples[0]?.daemons[1]).toMatchObject({ state: "unknown" });
  });

  it("say nothing of a daemon whose recorder stood still, instead of an old figure", async () => {
    const host = await file(
      "host.csv",
      `t_seconds,load1\n${[0, 15, 30, 45, 60, 75].map((t) => `${t},1`).join("\n")}\n`,
    );
    const zope = await file("zope.csv", "t_seconds,rss_anon_kb\n0,1000\n15,1000\n");
    const states = samplesOf(await pollsOf(host, zope)).map(({ daemons }) => daemons[0]?.state);
    expect(states).toEqual(["up", "up", "up", "up", "unknown", "unknown"]);
  });

  it("tell a missed poll by the column answered", async () => {
    const polls = await pollsOf(await file("host.csv", "t_seconds,answered,load1\n0,1,1\n15,0,\n"));
    expect(polls.map(({ kind }) => kind)).toEqual(["read", "missed"]);
  });

  it("tell a daemon that is down by pid 0", async () => {
    const samples = samplesOf(await pollsOf(await file("zope.csv", "t_seconds,rss_anon_kb,pid\n0,5,7\n15,,0\n")));
    expect(samples.map(({ daemons }) => daemons[0]?.state)).toEqual(["up", "down"]);
  });

  it.each([
    ["another pid", "pid", [7, 7, 8]],
    ["another start time", "start_time", [100, 100, 200]],
    ["CPU time that goes back", "cpu_ticks", [500, 600, 3]],
  ])("tell a restart by %s", async (_, column, values) => {
    const rows = values.map((value, row) => `${row * 15},1000,${value}`);
    const samples = samplesOf(
      await pollsOf(await file("zope.csv", `t_seconds,rss_anon_kb,${column}\n${rows.join("\n")}\n`)),
    );
    const starts = samples.map(({ daemons }) => daemons[0]?.processes[0]?.startTicks.value);
    expect(starts[1]).toBe(starts[0]);
    expect(starts[2]).not.toBe(starts[1]);
    expect(samples[2]?.daemons[0]?.startedAt.value).toBe(22_500);
    expect(samples[0]?.daemons[0]?.startedAt.reason).toBe("the bot did not see it start");
  });

  it("take no shrinking heap for a restart where nothing tells of the process", async () => {
    const samples = samplesOf(await pollsOf(await file("zope.csv", "t_seconds,rss_anon_kb\n0,9000\n15,10\n")));
    const [before, after] = samples.map(({ daemons }) => daemons[0]?.processes[0]);
    expect([after?.pid, after?.startTicks]).toEqual([before?.pid, before?.startTicks]);
  });

  it("tell a reboot by another number of the column boot", async () => {
    const samples = samplesOf(await pollsOf(await file("host.csv", "t_seconds,load1,boot\n0,1,1\n15,1,1\n30,1,2\n")));
    const boots = samples.map(({ system }) => system.bootId.value);
    expect(boots[0]).toBe(boots[1]);
    expect(boots[2]).not.toBe(boots[1]);
  });

  it("are named as daemons by their files, and say which columns are not used and what was perhaps meant", async () => {
    const loaded = await loadRecording([await file("zope.csv", "t_seconds,rss_anon_kb,swap_k,nreq\n0,1,2,3\n")]);
    expect(loaded).toMatchObject({ ok: true, value: { daemons: [`${made}-zope`] } });
    expect(loaded.ok && loaded.value.notes).toEqual([
      expect.stringMatching(/zope\.csv: not used: swap_k \(did you mean swap_kb\?\), nreq\.$/),
    ]);
  });
});

describe("a file that is no recording", () => {
  it("is named with line and column", async () => {
    const path = await file("zope.csv", "t_seconds,rss_anon_kb\n0,1\n15,lots\n");
    expect(await loadRecording([path])).toEqual({
      ok: false,
      error: `${path}, line 3, column rss_anon_kb: "lots" is no figure: expected a number of 0 or more, or nothing.`,
    });
  });

  it("is told to have no column that is known", async () => {
    const loaded = await loadRecording([await file("x.csv", "t_seconds,temperature\n0,21\n")]);
    expect(loaded.ok ? "" : loaded.error).toMatch(/line 1: No column is known beside t_seconds: expected rss_anon_kb/);
  });

  it("is told not to be there", async () => {
    const loaded = await loadRecording([join(folder, "missing.csv")]);
    expect(loaded.ok ? "" : loaded.error).toMatch(/missing\.csv: There is no such file/);
  });

  it("is refused as the second one of a host", async () => {
    const text = "t_seconds,load1\n0,1\n";
    const loaded = await loadRecording([await file("a.csv", text), await file("b.csv", text)]);
    expect(loaded.ok ? "" : loaded.error).toMatch(/there is another file of a host already/);
  });

  it("is refused as the second one of the same daemon", async () => {
    const path = await file("zope.csv", "t_seconds,rss_anon_kb\n0,1\n");
    const loaded = await loadRecording([path, path]);
    expect(loaded.ok ? "" : loaded.error).toMatch(/there is another file of \d+-zope already/);
  });
});
