import fc from "fast-check";
import { expect, test } from "vitest";
import { parseAnswer } from "../../src/probe/answer.ts";
import { locateDaemons } from "../../src/probe/locate-daemons.ts";
import { parseProcesses } from "../../src/probe/processes.ts";
import { mustLocateAgain } from "../../src/probe/read-sample.ts";
import { everyNumber } from "./every-number.ts";
import { aDaemon, answered, askText, matchedBy, questionId, sampleOf } from "./fixture-host.ts";

const daemon = aDaemon("zope", { by: "command", pattern: "zope" });
const located = [
  { kind: "found", daemon, processes: [{ pid: 42, startTicks: 900 }], cgroup: "/sys/fs/cgroup/zope" },
] as const;

/** Names of at most 15 bytes that were chosen to be taken for something else. */
const hostileNames = [
  "x) R 1 1 (y",
  "\n@id /proc/me",
  "a\n.",
  "a\n@x .",
  ") S 0 0 0 0 0 0",
  "((((()))))",
  "VmSwap:\t9 kB",
  "\tzope\t",
  " ",
  "",
];

const statTail = " S 1 42 42 0 -1 4194304 5 0 7 0 30 12 0 0 20 0 3 0 900 220000000 30000 18446744073709551615";

test.each(hostileNames)("a process named %j does not change its figures", (name) => {
  const text = [
    `@${questionId} : files 1`,
    `@${questionId} /proc/42/stat`,
    `42 (${name})${statTail}`,
    `@${questionId} /proc/42/status`,
    "VmRSS:\t      40 kB",
    "RssAnon:\t      30 kB",
    "VmSwap:\t       4 kB",
    "Threads:\t3",
    `@${questionId} .`,
    "",
  ].join("\n");
  const [process] = sampleOf(answered(text), [{ ...located[0], cgroup: null }]).daemons[0]?.processes ?? [];
  expect(process).toMatchObject({
    parentPid: { value: 1 },
    startTicks: { value: 900 },
    cpuTicks: { value: 42 },
    majorFaults: { value: 7 },
    threads: { value: 3 },
    anonBytes: { value: 30 * 1024 },
  });
});

test("a header without the question's id is a line like any other", () => {
  const text = `@${questionId} : awk 1\n@${questionId} /run/a.pid\n@abcdefgX /proc/meminfo\n@${questionId} .\n`;
  const answer = answered(text);
  expect([...answer.sections.keys()]).toEqual(["/run/a.pid"]);
  expect(answer.sections.get("/run/a.pid")).toEqual(["@abcdefgX /proc/meminfo"]);
});

test("whatever a login shell prints before the answer is ignored", () => {
  const text = `Welcome!\n.\n@${questionId} : sh 1\n@${questionId} /proc/uptime\n5.00 1.00\n@${questionId} .`;
  expect(sampleOf(answered(text)).system.uptimeSeconds.value).toBe(5);
});

test.each([
  ["", "has no beginning"],
  [`@${questionId} : awk 1\n@${questionId} /proc/uptime\n5.00`, "has no end"],
  [`@${questionId} : awk 7\n@${questionId} .`, "is of another version than 1"],
  [`@${questionId} : awk 1\n@${questionId} ?\n@${questionId} .`, "says that the question was not understood"],
])("an answer such as %j is refused with its fault", (text, error) => {
  expect(parseAnswer(questionId, text)).toEqual({ ok: false, error });
});

const real = askText("", ["mawk", "gawk", "busybox", "awk"], {
  verb: "daemons",
  pids: [42],
  cgroups: ["/sys/fs/cgroup/zope"],
});
const realList = askText("", ["mawk", "gawk", "busybox", "awk"], { verb: "processes" });

/** Everything that reads an answer, on one answer; returns all numbers and all times that came out. */
function readAll(text: string): { readonly numbers: readonly number[]; readonly times: readonly number[] } {
  const answer = parseAnswer(questionId, text);
  if (!answer.ok) return { numbers: [], times: [] };
  const list = parseProcesses(answer.value);
  const found = locateDaemons([daemon, aDaemon("unit", { by: "unit", unit: "zope" })], {
    list,
    pidFiles: new Map(),
    supervised: new Map(),
    matched: matchedBy([daemon], list),
  });
  mustLocateAgain(answer.value, located);
  const sample = sampleOf(answer.value, [...located, ...found]);
  const starts = sample.daemons.flatMap(({ startedAt }) => startedAt.value ?? []);
  const boots = [sample.system.bootedAtSeconds.value ?? []].flat().map((seconds) => seconds * 1000);
  return { numbers: everyNumber([sample, list]), times: [...starts, ...boots] };
}

function expectSound(text: string): void {
  const { numbers, times } = readAll(text);
  expect(numbers.every((count) => Number.isFinite(count) && count >= 0)).toBe(true);
  for (const time of times) expect(new Date(time).toISOString()).toMatch(/^(19[789]|20|21)\d/);
}

test("no time that a host may say is one that cannot be shown", () => {
  const digits = fc.oneof(fc.maxSafeNat(), fc.nat(), fc.constantFrom(8_640_000_000_000, 7_258_118_399));
  fc.assert(
    fc.property(digits, digits, (boot, ticks) => {
      const stat = [`@${questionId} /proc/stat`, `btime ${boot}`, `@${questionId} /proc/42/stat`];
      const start = statTail.replace(" 0 900 ", ` 0 ${ticks} `);
      expectSound([`@${questionId} : awk 1`, ...stat, `42 (x)${start}`, `@${questionId} .`].join("\n"));
    }),
    { examples: [[Number.MAX_SAFE_INTEGER, 900]] },
  );
});

test("a start of an unheard-of time leaves the daemon's other figures as they are", () => {
  const uptime = [`@${questionId} /proc/uptime`, `${Number.MAX_SAFE_INTEGER} 1`];
  const stat = [
    `@${questionId} /proc/stat`,
    `btime ${Number.MAX_SAFE_INTEGER}`,
    ...uptime,
    `@${questionId} /proc/42/stat`,
  ];
  const text = [`@${questionId} : awk 1`, ...stat, `42 (x)${statTail}`, `@${questionId} .`].join("\n");
  const sample = sampleOf(answered(text), located);
  expect(sample.system.bootedAtSeconds).toEqual({ value: null, reason: "the field is malformed" });
  expect(sample.daemons[0]).toMatchObject({
    state: "up",
    startedAt: { value: null, reason: "the field is malformed" },
    processes: [{ cpuTicks: { value: 42 } }],
  });
});

test("no bytes whatever make the parser throw or give a number that is none", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string(), fc.constantFrom(...wholeHeaders()))), (lines) => {
      const text = [`@${questionId} : awk 1`, ...lines, `@${questionId} .`].join("\n");
      expectSound(text);
    }),
  );
});

test.each([
  ["figures", real],
  ["a list", realList],
])("a real answer with %s may be cut, doubled and overwritten anywhere", (_, text) => {
  const place = fc.nat(text.length);
  const junk = fc.oneof(
    fc.string({ maxLength: 20 }),
    fc.constantFrom(
      "-1",
      "1e999",
      "9007199254740991",
      "btime 9007199254740991\n",
      "99999999999999999999",
      "NaN",
      "Infinity",
      "\n",
      "\t",
      "0x10",
      ...wholeHeaders(),
    ),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(place, place, junk), { maxLength: 6 }), (changes) => {
      let mutated = text;
      for (const [from, length, put] of changes) {
        mutated = mutated.slice(0, from) + put + mutated.slice(from + (length % 40));
      }
      expectSound(mutated);
    }),
    { numRuns: 300 },
  );
});

function wholeHeaders(): readonly string[] {
  const paths = ["/proc/stat", "/proc/42/stat", "/proc/42/status", "/proc/", "/proc/swaps", "/proc/pressure/cpu"];
  return paths.flatMap((path) => [`@${questionId} ${path}`, `@${questionId} ${path} !`]);
}
