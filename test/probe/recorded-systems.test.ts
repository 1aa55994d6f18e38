import { describe, expect, test } from "vitest";
import type { DaemonFinder } from "../../src/domain/daemon.ts";
import type { Sample } from "../../src/domain/sample.ts";
import { parsePeers } from "../../src/probe/peers.ts";
import { aDaemon, answered, askText, filesOf, probeOf, readAt, readHost, sampleOf, systems } from "./fixture-host.ts";

const gibibyte = 1024 ** 3;
const kib = 1024;

/** Whichever awk this machine has, best first: what runs where nothing is installed for the tests. */
const anyAwk = ["mawk", "gawk", "busybox", "awk"];
const shellAlone: string[] = [];

describe("every recorded system", () => {
  test.each(systems)("%s reads the same filtered by awk, filtered by the shell and copied whole", (system) => {
    const copied = sampleOf(filesOf(system)({ verb: "system" }));
    expect(sampleOf(probeOf(system, anyAwk)({ verb: "system" }))).toEqual(copied);
    expect(sampleOf(probeOf(system, shellAlone)({ verb: "system" }))).toEqual(copied);
  });

  test.each(systems)("%s has its load, its memory, its swap and its clock", (system) => {
    const { system: figures } = sampleOf(filesOf(system)({ verb: "system" }));
    expect(figures.load.value?.one).toBeGreaterThanOrEqual(0);
    expect(figures.memory.totalBytes.value).toBeGreaterThan(64 * 1024 * kib);
    expect(figures.swap.totalBytes.value).toBeGreaterThanOrEqual(0);
    expect(figures.uptimeSeconds.value).toBeGreaterThan(0);
    expect(figures.bootId.value).toMatch(/^[0-9a-f-]{36}$/);
    expect(figures.cpus.value).toBeGreaterThan(0);
  });
});

describe("what a kernel does not have is absent with its reason, never 0", () => {
  const rows: readonly [string, (sample: Sample) => { value: unknown; reason?: string | undefined }, string][] = [
    ["centos6-2.6.32", (sample) => sample.system.memory.availableBytes, "this kernel does not have it"],
    ["centos6-2.6.32", (sample) => sample.system.pressure.memory, "this kernel does not have it"],
    ["centos6-2.6.32", (sample) => sample.system.counters.oomKills, "this kernel does not have it"],
    ["centos6-2.6.32", (sample) => sample.system.counters.fileRefaults, "this kernel does not have it"],
    ["debian9-4.9", (sample) => sample.system.pressure.cpu, "this kernel does not have it"],
    ["rhel8-4.18", (sample) => sample.system.pressure.memory, "this kernel does not have it"],
    ["numa64-5.14", (sample) => sample.system.counters.majorFaults, "the field is malformed"],
    ["numa64-5.14", (sample) => sample.system.counters.allocStalls, "the field is malformed"],
    ["numa64-5.14", (sample) => sample.system.counters.fileRefaults, "the field is malformed"],
  ];
  test.each(rows)("%s", (system, pick, reason) => {
    expect(pick(sampleOf(filesOf(system)({ verb: "system" })))).toEqual({ value: null, reason });
  });
});

describe("counters that a kernel splits are summed", () => {
  test("direct scans of 2.6.32 over its zones", () => {
    expect(sampleOf(filesOf("centos6-2.6.32")({ verb: "system" })).system.counters.directScans.value).toBe(35_211);
  });

  test("allocation stalls of 4.9 over its zones, and throttling is no scan", () => {
    const { counters } = sampleOf(filesOf("debian9-4.9")({ verb: "system" })).system;
    expect(counters.allocStalls.value).toBe(363);
    expect(counters.directScans.value).toBe(91_234);
  });

  test("CPUs are counted, 64 of them too", () => {
    expect(sampleOf(probeOf("numa64-5.14", anyAwk)({ verb: "system" })).system.cpus.value).toBe(64);
  });

  test("every swap area is named", () => {
    const { devices } = sampleOf(filesOf("debian9-4.9")({ verb: "system" })).system.swap;
    expect(devices.value).toEqual(["/swapfile", "/dev/sdb1"]);
  });
});

interface DaemonRow {
  readonly what: string;
  readonly system: string;
  readonly find: DaemonFinder;
  readonly pids: readonly number[];
  readonly heap: number;
  readonly source: string;
}

const daemonRows: readonly DaemonRow[] = [
  {
    what: "a kernel before 4.5 counts no anonymous memory: the resident size, labelled",
    system: "centos6-2.6.32",
    find: { by: "pid file", path: "/var/run/zope.pid" },
    pids: [2210],
    heap: 611_204 * kib,
    source: "rss",
  },
  {
    what: "a unit with memory accounting of version 1 is counted by its cgroup",
    system: "centos7-3.10",
    find: { by: "unit", unit: "gunicorn" },
    pids: [900, 901, 902],
    heap: 350_224_384,
    source: "cgroup",
  },
  {
    what: "a pattern that finds exactly the processes of a cgroup may use its count",
    system: "centos7-3.10",
    find: { by: "command", pattern: "gunicorn app:app" },
    pids: [900, 901, 902],
    heap: 350_224_384,
    source: "cgroup",
  },
  {
    what: "a program of supervisord shares the cgroup with others, so its processes are summed, swap included",
    system: "debian9-4.9",
    find: { by: "supervisor", program: "celery" },
    pids: [610, 611, 612],
    heap: (690_000 + 120_000 + 690_000 + 120_000 + 190_000) * kib,
    source: "status",
  },
  {
    what: "one copy of a supervised program is found by group and name, with what it started",
    system: "debian9-4.9",
    find: { by: "supervisor", program: "celery:celery_01" },
    pids: [611, 612],
    heap: (690_000 + 120_000 + 190_000) * kib,
    source: "status",
  },
  {
    what: "an instance of a template unit is counted by its cgroup of version 2",
    system: "numa64-5.14",
    find: { by: "unit", unit: "jvm@app.service" },
    pids: [4_194_000],
    heap: 408_576_000_000,
    source: "cgroup",
  },
  {
    what: "in a container everything is in the root cgroup, which is nobody's own",
    system: "container-5.15",
    find: { by: "command", pattern: "server\\.js" },
    pids: [1, 18],
    heap: 330_000 * kib,
    source: "status",
  },
  {
    what: "on a starving host the heap is what is in memory and what was swapped out",
    system: "debian12-6.1-starving",
    find: { by: "unit", unit: "zope" },
    pids: [107, 108],
    heap: 31_739_904 + 51_654_656,
    source: "cgroup",
  },
  {
    what: "swap to zram is swap: it is part of the heap",
    system: "debian12-6.1-zram",
    find: { by: "cgroup", path: "/system.slice/zope.service" },
    pids: [108, 109],
    heap: 29_155_328 + 55_914_496,
    source: "cgroup",
  },
  {
    what: "a unit is found by systemd's own hierarchy and counted by the memory controller's, of version 1",
    system: "debian12-6.1-cgroup1-no-psi",
    find: { by: "unit", unit: "zope.service" },
    pids: [103, 104],
    heap: 26_284_032,
    source: "cgroup",
  },
  {
    what: "processes that were moved into their cgroup with their memory are not on its account: they are summed",
    system: "hybrid-cgroups-6.18",
    find: { by: "unit", unit: "zope" },
    pids: [2],
    heap: 20_528 * kib,
    source: "status",
  },
  {
    what: "a process named to look like another's figures has its own",
    system: "debian12-6.1-no-swap",
    find: { by: "command", pattern: "^/tmp/x\\) R 1 1 \\(y 1$" },
    pids: [101],
    heap: 996 * kib,
    source: "status",
  },
  {
    what: "a process with a newline in its name has its own figures",
    system: "debian12-6.1-no-swap",
    find: { by: "command", pattern: "two lines|two.lines" },
    pids: [104],
    heap: 996 * kib,
    source: "status",
  },
];

describe.each(daemonRows)("$what", ({ system, find, pids, heap, source }) => {
  test.each([
    ["awk", anyAwk],
    ["the shell", shellAlone],
  ])("asked by %s", (_, interpreters) => {
    const { sample } = readHost(probeOf(system, interpreters), [aDaemon("zope", find)]);
    const [daemon] = sample.daemons;
    expect(daemon?.state).toBe("up");
    expect(daemon?.processes.map((process) => process.pid)).toEqual(pids);
    expect(daemon?.heapBytes.value).toBe(heap);
    expect(daemon?.heapSource).toBe(source);
  });
});

describe("a host that hides other people's processes", () => {
  test.each([
    ["awk", anyAwk],
    ["the shell", shellAlone],
  ])("asked by %s shows a unit's cgroup to everybody", (_, interpreters) => {
    const { sample, list } = readHost(probeOf("debian12-6.1-hidepid", interpreters), [
      aDaemon("zope", { by: "unit", unit: "zope" }),
      aDaemon("other", { by: "unit", unit: "other" }),
      aDaemon("command", { by: "command", pattern: "zope" }),
    ]);
    expect(list.unseen).toBe("the host hides other people's processes");
    const [zope, other, command] = sample.daemons;
    expect(zope).toMatchObject({ state: "up", heapSource: "cgroup", processes: [] });
    expect(zope?.heapBytes.value).toBeGreaterThan(20 * 1024 * kib);
    expect(zope?.startedAt).toEqual({ value: null, reason: "the host hides other people's processes" });
    for (const hidden of [other, command]) {
      expect(hidden?.state).toBe("unknown");
      expect(hidden?.heapBytes).toEqual({ value: null, reason: "the host hides other people's processes" });
    }
  });
});

describe("a host that starves", () => {
  test("has its pressure, its swap traffic and its reclaim read", () => {
    const { system } = sampleOf(filesOf("debian12-6.1-starving")({ verb: "system" }));
    expect(system.pressure.memory.value).toMatchObject({ some60: 16.7, full60: 14.73 });
    expect(system.counters.swapInPages.value).toBeGreaterThan(90_000);
    expect(system.counters.allocStalls.value).toBe(456);
    expect(system.swap.devices.value).toEqual(["/dev/vda"]);
  });

  test("swaps to zram, which the name of the device tells", () => {
    const { swap } = sampleOf(filesOf("debian12-6.1-zram")({ verb: "system" })).system;
    expect(swap.devices.value).toEqual(["/dev/zram0"]);
  });

  test("tells of a cgroup that was reclaimed at its own limit", () => {
    const unit = { by: "unit", unit: "zope" } as const;
    const { sample } = readHost(probeOf("debian12-6.1-starving", anyAwk), [aDaemon("zope", unit)]);
    expect(sample.daemons[0]?.cgroup).toMatchObject({ limitHits: { value: 80 }, oomKills: { value: 0 } });
    expect(sample.daemons[0]?.cgroup?.pressure.value?.full60).toBe(2.27);
  });
});

describe("a daemon's other figures", () => {
  test("it started when its oldest process did", () => {
    const find: DaemonFinder = { by: "pid file", path: "/var/run/zope.pid" };
    const { sample } = readHost(probeOf("centos6-2.6.32", anyAwk), [aDaemon("zope", find)]);
    // The host has been up for 8,640,123.52 s, and the process was started 120 s after its boot.
    expect(sample.daemons[0]?.startedAt.value).toBe(readAt - 8_640_003_520);
  });

  test("a limit of its own and the hits at it are told", () => {
    const { sample } = readHost(probeOf("centos7-3.10", anyAwk), [aDaemon("web", { by: "unit", unit: "gunicorn" })]);
    expect(sample.daemons[0]?.cgroup).toMatchObject({
      path: "/system.slice/gunicorn.service",
      maxBytes: { value: 524_288_000 },
      limitHits: { value: 17 },
      oomKills: { value: null, reason: "this kernel does not have it" },
    });
  });

  test("no limit is absent, not a very large one", () => {
    const unit = "jvm@app";
    const { sample } = readHost(probeOf("numa64-5.14", anyAwk), [aDaemon("jvm", { by: "unit", unit })]);
    expect(sample.daemons[0]?.cgroup?.maxBytes).toEqual({ value: null, reason: "it has no limit" });
    expect(sample.daemons[0]?.heapBytes.value).toBeGreaterThan(300 * gibibyte);
  });

  test.each([
    ["awk", anyAwk],
    ["the shell", shellAlone],
  ])("%s counts established connections by the local port, of both address families", (_, interpreters) => {
    const daemon = aDaemon("redis", { by: "supervisor", program: "redis" }, [8080, 6379]);
    const { sample } = readHost(probeOf("debian9-4.9", interpreters), [daemon]);
    expect(sample.daemons[0]?.connections.value).toBe(3);
  });

  test.each([
    ["awk", anyAwk],
    ["the shell", shellAlone],
  ])(
    "%s tells who is connected to a port and whether it is listened on, and nothing of other ports",
    (_, interpreters) => {
      const ask = probeOf("debian9-4.9", interpreters);
      expect(parsePeers(ask({ verb: "peers", ports: [8080, 6379] })).value).toEqual({
        listening: new Set([8080]),
        peers: [{ port: 8080, address: "127.0.0.1", count: 3, quiet: null }],
        more: 0,
      });
    },
  );

  test("no part of an environment but the supervised name leaves the host", () => {
    for (const interpreters of [anyAwk, shellAlone]) {
      const root = new URL("../fixtures/probe/debian9-4.9", import.meta.url).pathname;
      const text = askText(root, interpreters, { verb: "supervised", pids: [610, 611] });
      expect(text).toContain("SUPERVISOR_PROCESS_NAME=celery_00");
      expect(text).not.toMatch(/SECRET|hunter2|GROUP/);
      expect(answered(text).sections.size).toBe(2);
    }
  });
});
