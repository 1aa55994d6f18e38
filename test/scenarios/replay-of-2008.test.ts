import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { scipyBot } from "../support/call.ts";

/**
 * The morning that this bot is for: load 16 with idle CPUs, since every process of the site waits for memory; half an hour
 * later somebody restarts the daemon whose heap had grown, and it is over. The recording is made up.
 */
const folder = fileURLToPath(new URL("../fixtures/recordings/2008", import.meta.url));
const files = ["host.csv", "zope.csv", "--config", "portal.yml"];

const told = [
  ["08:41:00", "posted", "critical", "memory"],
  ["08:46:00", "direct", "critical", "memory"],
  ["08:51:00", "mention", "critical", "memory"],
  ["09:01:00", "broadcast", "critical", "memory"],
  ["09:15:30", "posted", "warning", "restarted"],
  ["09:25:15", "thread", "warning", "restarted"],
  ["09:33:00", "thread", "critical", "memory"],
];

interface Said {
  readonly at: string;
  readonly how: string;
  readonly severity: string;
  readonly rule: string;
  readonly daemon: string | null;
  readonly sentence: string;
}

describe("a site of 2008 that swaps itself to a standstill, replayed", () => {
  let sayings: readonly Said[] = [];
  let rules: readonly object[] = [];

  beforeAll(async () => {
    const ran = await scipyBot(folder, ["replay", ...files, "--json"]);
    expect([ran.code, ran.err]).toEqual([0, ""]);
    ({ sayings, rules } = JSON.parse(ran.out).hosts[0]);
  });

  it("is told once, as memory that is short, and gets louder until somebody answers; then it is told to be over", () => {
    const course = sayings.map(({ at, how, severity, rule }) => [at.slice(11, 19), how, severity, rule]);
    expect(course).toEqual(told);
  });

  it("names the daemon that would give back most with the first word of it, though the load is 16", () => {
    expect(sayings[0]?.sentence).toMatch(
      /^portal: tasks waited for memory \d+ % of the last minute; zope holds 126 % of RAM$/,
    );
  });

  it("says with the last word of it that the restart ended it", () => {
    expect(sayings.at(-1)?.sentence).toBe(
      "portal: resolved after 52 min; peak 44 % of the last minute; ended when zope was restarted",
    );
  });

  it("says what the restart has changed", () => {
    const restart = sayings.find(({ rule }) => rule === "restarted");
    expect(restart?.sentence).toBe("zope on portal: was restarted by somebody else; heap 2.5 GiB before, 234 MiB now");
  });

  it("says nothing of load, swap and heap beside it, which the shortage of memory explains", () => {
    expect(new Set(sayings.map(({ rule }) => rule))).toEqual(new Set(["memory", "restarted"]));
    expect(rules).toMatchObject([
      { rule: "memory", fired: 1, posted: 1, notified: 4, firingSeconds: 52 * 60, firingAtEnd: 0 },
      { rule: "swap", fired: 1, posted: 0, notified: 0 },
      { rule: "load", fired: 1, posted: 0, notified: 0 },
      { rule: "heap", fired: 1, posted: 0, notified: 0 },
      { rule: "restarted", fired: 1, posted: 1, notified: 1 },
    ]);
  });

  it("prints the same as lines for people, at the times of the zone in scipy.yml", async () => {
    const { out, code } = await scipyBot(folder, ["replay", ...files]);
    expect(code).toBe(0);
    const [head, , ...lines] = out.split("\n");
    expect(head).toBe("portal: 360 polls, 2008-11-12 09:30:00 to 2008-11-12 10:59:45 (1 h 29 min)");
    const course = lines.slice(0, told.length).map((line) => line.split(/ +/).slice(0, 5));
    expect(course).toEqual(
      told.map(([time = "", ...rest]) => [
        "2008-11-12",
        time.replace(/^../, (hour) => String(Number(hour) + 1).padStart(2, "0")),
        ...rest,
      ]),
    );
    expect(out).toContain("\nrule       fired  messages  notified  hours firing");
  });
});
