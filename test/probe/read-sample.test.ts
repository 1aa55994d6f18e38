import { describe, expect, test } from "vitest";
import type { Located } from "../../src/probe/locate-daemons.ts";
import { isMemoryShort, mustLocateAgain } from "../../src/probe/read-sample.ts";
import { aDaemon, answered, questionId, readAt, sampleOf } from "./fixture-host.ts";

const directory = "/sys/fs/cgroup/zope";
const located: readonly Located[] = [
  {
    kind: "found",
    daemon: aDaemon("zope", { by: "command", pattern: "zope" }),
    processes: [{ pid: 42, startTicks: 900 }],
    cgroup: directory,
  },
];

function answerOf(lines: readonly string[]) {
  return answered([`@${questionId} : mawk 1`, ...lines, `@${questionId} .`].join("\n"));
}

function statOf(startTicks: number): readonly string[] {
  const stat = `S 1 42 42 0 -1 4194304 5 0 7 0 30 12 0 0 20 0 3 0 ${startTicks} 220000000 30000 1`;
  return [`@${questionId} /proc/42/stat`, ` ${stat}`, `@${questionId} /proc/42/status`, "VmRSS: 40 kB"];
}

function pidsOf(...pids: readonly number[]): readonly string[] {
  return [`@${questionId} ${directory}/cgroup.procs`, ...pids.map(String)];
}

describe("a pid that another process has by now", () => {
  const answer = answerOf([...statOf(901), ...pidsOf(42)]);

  test("is not the daemon: the daemon is down, and none of the stranger's memory is its heap", () => {
    const [daemon] = sampleOf(answer, located).daemons;
    expect(daemon).toMatchObject({ state: "down", processes: [], heapBytes: { reason: "the process is gone" } });
  });

  test("has the daemons located again", () => {
    expect(mustLocateAgain(answer, located)).toBe(true);
  });
});

test("as long as the same processes are there, nothing is located again", () => {
  expect(mustLocateAgain(answerOf([...statOf(900), ...pidsOf(42)]), located)).toBe(false);
});

test("a new process in a daemon's cgroup has the daemons located again", () => {
  expect(mustLocateAgain(answerOf([...statOf(900), ...pidsOf(42, 43)]), located)).toBe(true);
});

test("where the host hides a daemon's processes, those that its cgroup lists are no news at each reading", () => {
  const hidden = located.map((one) => ({ ...one, processes: [] }));
  expect(mustLocateAgain(answerOf(pidsOf(42, 43)), hidden)).toBe(false);
});

test("a daemon without a cgroup of its own is located again for its own processes alone", () => {
  const shared = located.map((one) => ({ ...one, cgroup: null }));
  expect(mustLocateAgain(answerOf([...statOf(900), ...pidsOf(42, 43)]), shared)).toBe(false);
  expect(mustLocateAgain(answerOf([...statOf(901), ...pidsOf(42, 43)]), shared)).toBe(true);
});

test.each([
  ["59.50", { value: readAt - 50_500 }],
  ["9.00", { value: readAt }],
  ["8.00", { value: readAt }],
  ["99999999999.00", { value: null, reason: "the field is malformed" }],
  ["soon", { value: null, reason: "the field is malformed" }],
])(
  "on a host that is up for %s s, a process of its 9th second started so long before the reading",
  (uptime, startedAt) => {
    // The host's own clock is centuries off, which changes nothing.
    const clock = [
      `@${questionId} /proc/stat`,
      "cpus 1",
      "btime 7258118399",
      `@${questionId} /proc/uptime`,
      `${uptime} 1.0`,
    ];
    const [daemon] = sampleOf(answerOf([...clock, ...statOf(900)]), located).daemons;
    expect(daemon?.startedAt).toEqual(startedAt);
  },
);

test.each([
  ["is not short on a calm host", { some10: 9.9, percentAvailable: 5, isShort: false }],
  ["is short where tasks wait for it", { some10: 10, percentAvailable: 50, isShort: true }],
  ["is short where nearly none is left", { some10: 0, percentAvailable: 4, isShort: true }],
])("memory %s", (_, { some10, percentAvailable, isShort }) => {
  const memory = [`@${questionId} /proc/meminfo`, "MemTotal: 100 kB", `MemAvailable: ${percentAvailable} kB`];
  const line = `some avg10=${some10} avg60=0.00 avg300=0.00 total=0`;
  expect(isMemoryShort(answerOf([...memory, `@${questionId} /proc/pressure/memory`, line]))).toBe(isShort);
});

test("memory is not taken to be short on a host that tells nothing of it", () => {
  expect(isMemoryShort(answerOf([]))).toBe(false);
});

test.each([
  ["100.00", 100],
  ["100.01", undefined],
  ["1000.00", undefined],
])("a share of time of %s %% is read as %s", (share, some60) => {
  const pressure = `some avg10=0.00 avg60=${share} avg300=0.00 total=0`;
  const { system } = sampleOf(answerOf([`@${questionId} /proc/pressure/memory`, pressure]));
  expect(system.pressure.memory.value?.some60).toBe(some60);
  expect(system.pressure.memory.reason).toBe(some60 === undefined ? "the field is malformed" : undefined);
});
