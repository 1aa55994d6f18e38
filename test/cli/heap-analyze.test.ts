import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { scipyBot } from "../support/call.ts";

const traces = fileURLToPath(new URL("../fixtures/traces", import.meta.url));
const mebi = 1024 ** 2;

const analyze = (args: readonly string[]) => scipyBot(traces, ["heap", "analyze", ...args]);

async function jsonOf(args: readonly string[]) {
  const { code, out } = await analyze([...args, "--json"]);
  expect(code).toBe(0);
  return JSON.parse(out);
}

describe("scipy-bot heap analyze", () => {
  it("says the verdict in its first line, then the course, the plateau, the crossing and the interval", async () => {
    const { code, out, err } = await analyze(["plateau.csv", "--threshold", "40 MiB", "--ram", "240 MiB"]);
    const [verdict, blank, ...behind] = out.split("\n");
    expect([code, err, blank]).toEqual([0, "", ""]);
    expect(verdict).toMatch(/^The heap has settled at 24 MiB: it grows by less than 7 % in the next 7 days\.$/);
    expect(behind[0]).toMatch(/^ {2}[▁▂▃▄▅▆▇█]{60} {2}now 24 MiB, 10 % of RAM; 8 d 7 h from left to right$/u);
    expect(behind[1]).toMatch(/^ {2}If it is bounded, it stands at .*MiB in 7 days/);
    expect(behind[2]).toBe("  It does not reach 40 MiB within 7 days, as far as can be seen.");
    expect(behind[3]).toMatch(/^ {2}It may run at least 15 d .* from one start to the next/);
    expect(behind[4]).toBe("  1,200 samples over 8 d 7 h.");
  });

  it("gives the agreed JSON: whole bytes and seconds, and null for what there is none of", async () => {
    const leak = await jsonOf(["leak.csv", "--threshold", "41943040"]);
    expect(Object.keys(leak)).toEqual([
      ...["samples", "age", "epochs", "heap", "verdict", "plateau", "crossings", "interval"],
    ]);
    expect(leak).toMatchObject({
      samples: 1200,
      age: 719_400,
      epochs: [{ from: 0, to: 719_400, samples: 1200 }],
      verdict: { kind: "growing", horizonDays: 7, needs: null },
      plateau: null,
      interval: { basis: "curves", probability: 0.95 },
    });
    const [{ threshold, probability, in: when }] = leak.crossings;
    expect([threshold, Number.isInteger(leak.heap), Number.isInteger(when.p05)]).toEqual([40 * mebi, true, true]);
    expect(probability).toBeGreaterThan(0.3);
  });

  it("has a row for each threshold in the order given, unknown ones too", async () => {
    const known = await jsonOf(["leak.csv", "--threshold", "1 GiB", "--threshold", "20 MiB"]);
    expect(known.crossings).toMatchObject([
      { threshold: 1024 * mebi, probability: 0, in: { p05: null, p50: null, p95: null } },
      { threshold: 20 * mebi, probability: 1, in: { p05: 0, p50: 0, p95: 0 } },
    ]);
    const young = await jsonOf([
      await recording("t_seconds,rss_anon_kb,swap_kb\n0,100,0\n60,101,0\n"),
      "--threshold",
      "1 GiB",
    ]);
    expect(young).toMatchObject({
      verdict: { kind: "undecided", sentence: "No forecast yet: 1 min of data, 24 h needed." },
      plateau: null,
      interval: null,
      crossings: [{ threshold: 1024 * mebi, probability: null, in: { p05: null, p50: null, p95: null } }],
    });
    expect((await jsonOf(["leak.csv"])).crossings).toEqual([]);
  });

  it("learns from earlier epochs of the same daemon", async () => {
    const alone = await jsonOf(["second-epoch.csv", "--threshold", "60 MiB"]);
    const taught = await jsonOf(["second-epoch.csv", "--earlier", "first-epoch.csv", "--threshold", "60 MiB"]);
    expect([alone.interval.basis, taught.interval.basis]).toEqual(["curves", "template"]);
    expect(taught.verdict.kind).toBe("settling");
    expect(taught.verdict.sentence).toMatch(/^As in its earlier epochs/);
  });

  it("judges only what came after the newest deploy, in seconds of the file or as a date", async () => {
    const marked = await jsonOf(["leak.csv", "--deploy", "700000", "--deploy", "100"]);
    expect(marked.verdict).toMatchObject({
      kind: "undecided",
      sentence: "No forecast yet: deployed 5 h 23 min ago, 5 h 20 min of data, 24 h needed.",
    });
    const dated = await recording(
      `t_seconds,rss_anon_kb\n${Array.from({ length: 500 }, (_, i) => `${1793500000 + i * 300},9000`).join("\n")}\n`,
    );
    const { out } = await analyze([dated, "--deploy", "2026-11-01T23:30+01:00"]);
    expect(out).toMatch(/^No verdict yet: deployed 21 h 31 min ago, 21 h 30 min of data, 24 h needed\./);
  });

  it("says so when a deploy is beside all samples, as on another clock", async () => {
    const { code, err, out } = await analyze(["leak.csv", "--deploy", "2026-11-01T03:00Z", "--deploy", "0"]);
    expect([code, err]).toEqual([
      0,
      `${traces}/leak.csv: The deploy at 1793502000 s is after its last sample: its samples are from 0 to 719400 s on its own clock.\n`,
    ]);
    expect(out).toMatch(/^No forecast yet: nothing was measured since the deploy/);
    const late = await recording("t_seconds,rss_anon_kb\n100,1\n160,1\n");
    expect((await analyze([late, "--deploy", "99"])).err).toMatch(/The deploy at 99 s is before its first sample and/);
  });

  it("looks as far ahead as it is asked to", async () => {
    const near = await jsonOf(["leak.csv", "--threshold", "40 MiB", "--horizon-days", "1"]);
    const far = await jsonOf(["leak.csv", "--threshold", "40 MiB", "--horizon-days", "60"]);
    expect(near.crossings[0].probability).toBeLessThan(0.1);
    expect(far.crossings[0].probability).toBeGreaterThan(0.9);
  });

  it("takes several daemons, each in a file of its own", async () => {
    const both = await jsonOf(["plateau.csv", "leak.csv"]);
    expect(both).toMatchObject([
      { file: "plateau.csv", verdict: { kind: "settled" } },
      { file: "leak.csv", verdict: { kind: "growing" } },
    ]);
    const { out } = await analyze(["plateau.csv", "leak.csv"]);
    expect(out).toMatch(/^plateau\.csv: The heap has settled/);
    expect(out).toMatch(/^leak\.csv: The heap grows/m);
  });

  it("tells on standard error what it took for granted, and keeps the JSON clean", async () => {
    const file = await recording("t,rss\n0,4096\n60,8192\n");
    const { out, err } = await analyze([file, "--json"]);
    expect(JSON.parse(out).heap).toBe(8192);
    expect(err).toContain("rss is taken to be in bytes");
    expect(err).toContain("There is no swap_kb");
  });

  it.each([
    [
      "without a file",
      [],
      /^scipy-bot heap analyze: name the recordings to analyze: CSV files with the columns t_seconds/,
    ],
    ["of a file that is not there", ["gone.csv"], /gone\.csv: There is no such file/],
    ["of an earlier epoch that is not there", ["leak.csv", "--earlier", "no.csv"], /no\.csv: There is no such file/],
    [
      "with a size that is none",
      ["leak.csv", "--threshold", "much"],
      /--threshold "much" is no size: expected bytes, or/,
    ],
    ["with a deploy at no time", ["leak.csv", "--deploy", "noon"], /--deploy "noon" is no time: expected seconds as/],
    ["with a threshold of nothing", ["leak.csv", "--threshold", "0"], /--threshold "0" is no size/],
    ["with a RAM that is none", ["leak.csv", "--ram", "-5"], /--ram needs a value, and none begins with a dash/],
    [
      "with an option without its value",
      ["leak.csv", "--threshold"],
      /--threshold needs a value: write --threshold=VALUE/,
    ],
    ["with a value for a switch", ["leak.csv", "--json=yes"], /--json takes no value: write it alone/],
    [
      "with a size in two words",
      ["leak.csv", "--threshold", "40", "MiB"],
      /"MiB" stands alone: write a size as one word/,
    ],
    [
      "with no horizon",
      ["leak.csv", "--horizon-days", "0"],
      /--horizon-days "0" is no horizon: expected a number of days/,
    ],
    ["with a horizon of years", ["leak.csv", "--horizon-days", "900"], /at most 365/],
    ["with an option that there is not", ["leak.csv", "--treshold", "1"], /Did you mean --threshold\?/],
  ])("%s ends with 2 and says what to do", async (_, args, sentence) => {
    expect(await analyze(args)).toMatchObject({ code: 2, out: "", err: expect.stringMatching(sentence) });
  });

  it("says line, column and what was expected of a bad file", async () => {
    const file = await recording("t_seconds,rss_anon_kb\n0,5\n60,big\n");
    const { code, err } = await analyze([file]);
    expect(code).toBe(2);
    expect(err).toContain(`${file}, line 3, column rss_anon_kb: "big" is no figure: expected a number of 0 or more`);
  });
});

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "heap-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

let written = 0;
async function recording(text: string): Promise<string> {
  written += 1;
  const file = join(folder, `daemon-${written}.csv`);
  await writeFile(file, text);
  return file;
}
