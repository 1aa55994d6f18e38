import { describe, expect, test } from "vitest";
import type { DaemonFinder } from "../../src/domain/daemon.ts";
import { absent, type Figure, known } from "../../src/domain/figure.ts";
import type { Sightings } from "../../src/probe/find-members.ts";
import { askDaemons, locateDaemons } from "../../src/probe/locate-daemons.ts";
import type { ListedProcess, ProcessList } from "../../src/probe/processes.ts";
import { parseProcesses } from "../../src/probe/processes.ts";
import { aDaemon, answered, matchedBy, questionId } from "./fixture-host.ts";

const mount = "/sys/fs/cgroup";

function aProcess(pid: number, changes: Partial<ListedProcess> = {}): ListedProcess {
  const unitPath = changes.unitPath ?? "/init.scope";
  const memoryDirectory = mount + unitPath;
  return { pid, parentPid: 1, startTicks: pid * 10, memoryDirectory, command: "x", args: "x", ...changes, unitPath };
}

const init = aProcess(1, { parentPid: 0, command: "systemd", args: "/sbin/init" });

function seen(processes: readonly ListedProcess[], changes: Partial<ProcessList> = {}): Sightings {
  const list = { processes: [init, ...processes], unseen: null, argsUnread: null, cgroupMount: mount, ...changes };
  return { list, pidFiles: new Map(), supervised: new Map(), matched: new Map() };
}

function locate(find: DaemonFinder, sightings: Sightings) {
  const daemon = aDaemon("zope", find);
  const [located] = locateDaemons([daemon], { ...sightings, matched: matchedBy([daemon], sightings.list) });
  if (located === undefined) throw new Error("every daemon is located");
  return located;
}

const zope = { by: "unit", unit: "zope" } as const;
const unitPath = "/system.slice/zope.service";

describe("a unit", () => {
  test("is found by its cgroup, parent first, and its cgroup is its own", () => {
    const located = locate(zope, seen([aProcess(9, { unitPath, parentPid: 20 }), aProcess(20, { unitPath })]));
    expect(located).toMatchObject({ kind: "found", cgroup: mount + unitPath });
    expect(located.kind === "found" && located.processes.map(({ pid }) => pid)).toEqual([20, 9]);
  });

  test("includes the cgroups that it made for itself", () => {
    const located = locate(zope, seen([aProcess(9, { unitPath: `${unitPath}/workers` })]));
    expect(located).toMatchObject({ kind: "found", cgroup: mount + unitPath });
  });

  test.each([
    "/user.slice/user-1000.slice/user@1000.service/app.slice/zope.service",
    "/user.slice/zope.service",
    "/machine.slice/box.scope/system.slice/zope.service",
    "/system.slice/xzope.service",
    "/system.slice/zope.service.d",
  ])("is not what somebody else put at %s", (path) => {
    expect(locate(zope, seen([aProcess(9, { unitPath: path })])).kind).toBe("missing");
  });

  test("that no process belongs to is missing", () => {
    expect(locate(zope, seen([])).kind).toBe("missing");
  });

  test("is watched by its cgroup alone where the host hides processes", () => {
    const hidden = seen([], { unseen: "the host hides other people's processes" });
    expect(locate(zope, hidden)).toMatchObject({ kind: "found", processes: [], cgroup: mount + unitPath });
  });

  test("whose cgroup has a name that cannot be asked for is summed over its processes", () => {
    const odd = aProcess(9, { unitPath, memoryDirectory: "/sys/fs/cgroup/a b" });
    expect(locate(zope, seen([odd]))).toMatchObject({ kind: "found", cgroup: null });
  });

  test("on a host that counts no memory by unit is summed over its processes", () => {
    const uncounted = aProcess(9, { unitPath, memoryDirectory: "/sys/fs/cgroup/memory/" });
    expect(locate(zope, seen([uncounted]))).toMatchObject({ kind: "found", cgroup: null });
  });
});

describe("a cgroup", () => {
  test("is found with all below it", () => {
    const find = { by: "cgroup", path: "/pods/web" } as const;
    const located = locate(
      find,
      seen([aProcess(9, { unitPath: "/pods/web/a" }), aProcess(10, { unitPath: "/pods/webx" })]),
    );
    expect(located).toMatchObject({
      kind: "found",
      cgroup: `${mount}/pods/web`,
      processes: [{ pid: 9, startTicks: 90 }],
    });
  });
});

describe("a pid file", () => {
  const find = { by: "pid file", path: "/run/a.pid" } as const;
  const holding = (
    pid: Figure,
    processes: readonly ListedProcess[],
    changes: Partial<ProcessList> = {},
  ): Sightings => ({
    ...seen(processes, changes),
    pidFiles: new Map([["/run/a.pid", pid]]),
  });

  test("gives the process and all that it started", () => {
    const family = [aProcess(5), aProcess(6, { parentPid: 5 }), aProcess(7, { parentPid: 6 }), aProcess(8)];
    const located = locate(find, holding(known(5), family));
    expect(located.kind === "found" && located.processes.map(({ pid }) => pid)).toEqual([5, 6, 7]);
  });

  test("whose process is gone is missing", () => {
    expect(locate(find, holding(known(5), [])).kind).toBe("missing");
  });

  test("that cannot be read leaves the daemon unknown", () => {
    const located = locate(find, holding(absent("the file cannot be read"), []));
    expect(located).toMatchObject({ kind: "unknown", reason: "the file cannot be read" });
  });

  test("that does not exist is missing, whatever the host hides", () => {
    const hidden = { unseen: "the host hides other people's processes" } as const;
    for (const unseen of [null, hidden.unseen, "there are too many processes to list"] as const) {
      expect(locate(find, holding(absent("the process is gone"), [], { unseen })).kind).toBe("missing");
    }
  });

  test("of a hidden process leaves the daemon unknown", () => {
    const hidden = { unseen: "the host hides other people's processes" } as const;
    expect(locate(find, holding(known(5), [], hidden))).toMatchObject({ kind: "unknown", reason: hidden.unseen });
  });

  test("survives parents that form a ring, as a list read over time may", () => {
    const ring = [aProcess(5, { parentPid: 6 }), aProcess(6, { parentPid: 5 })];
    expect(locate(find, holding(known(5), ring)).kind).toBe("found");
  });
});

describe("a supervised program", () => {
  const named = (names: Readonly<Record<number, Figure<string>>>, processes: readonly ListedProcess[]): Sightings => ({
    ...seen(processes),
    supervised: new Map(Object.entries(names).map(([pid, name]) => [Number(pid), name])),
  });

  test.each([
    ["web", "web", true],
    ["web", "web_00", true],
    ["web:web_01", "web_01", true],
    ["web", "web_blue", false],
    ["web", "webserver", false],
    ["web_00", "web", false],
  ])("%s is %s: %s", (program, name, isIt) => {
    const located = locate({ by: "supervisor", program }, named({ 5: known(name) }, [aProcess(5)]));
    expect(located.kind).toBe(isIt ? "found" : "missing");
  });

  test.each(["the file cannot be read", "it was not asked for"] as const)(
    "whose environment is not known, because %s, is unknown, not down",
    (reason) => {
      const names = { 4: absent("the field is missing"), 5: absent(reason) };
      const located = locate({ by: "supervisor", program: "web" }, named(names, [aProcess(4), aProcess(5)]));
      expect(located).toMatchObject({ kind: "unknown", reason });
    },
  );

  test("is missing where all environments were read and none names it", () => {
    const names = { 4: absent("the field is missing"), 5: known("other") };
    const located = locate({ by: "supervisor", program: "web" }, named(names, [aProcess(4), aProcess(5)]));
    expect(located.kind).toBe("missing");
  });
});

describe("a command pattern", () => {
  const find = { by: "command", pattern: "zope\\.conf$" } as const;

  test("is matched against the arguments joined by spaces", () => {
    const located = locate(find, seen([aProcess(5, { args: "python run.py -C zope.conf" }), aProcess(6)]));
    expect(located).toMatchObject({ kind: "found", processes: [{ pid: 5 }] });
  });

  test("that finds none among arguments that were not all read is unknown", () => {
    const unread = seen([aProcess(5, { args: null })], { argsUnread: "the file cannot be read" });
    expect(locate(find, unread)).toMatchObject({ kind: "unknown", reason: "the file cannot be read" });
  });

  test.each(["its pattern takes too long to match", "the field is malformed"] as const)(
    "that could not be matched, because %s, leaves the daemon unknown whatever else is known",
    (reason) => {
      const sightings = {
        ...seen([aProcess(5, { args: "zope.conf" })]),
        matched: new Map([[find.pattern, absent(reason)]]),
      };
      expect(locateDaemons([aDaemon("zope", find)], sightings)).toMatchObject([{ kind: "unknown", reason }]);
    },
  );

  test("that was not matched at all leaves the daemon unknown", () => {
    const sightings = seen([aProcess(5, { args: "zope.conf" })]);
    const reason = "it was not asked for";
    expect(locateDaemons([aDaemon("zope", find)], sightings)).toMatchObject([{ kind: "unknown", reason }]);
  });

  test("may not use a cgroup that others share", () => {
    const both = [aProcess(5, { args: "zope.conf", unitPath }), aProcess(6, { unitPath })];
    expect(locate(find, seen(both))).toMatchObject({ kind: "found", cgroup: null });
  });

  test("may use a cgroup that holds its processes alone", () => {
    const own = [aProcess(5, { args: "zope.conf", unitPath }), aProcess(6, { unitPath, parentPid: 5 })];
    expect(locate(find, seen(own))).toMatchObject({ kind: "found", cgroup: mount + unitPath });
  });

  test.each(["/init.scope", unitPath])(
    "in a list that was cut is unknown, since some of its processes may be missing from %s",
    (path) => {
      const processes = [aProcess(5, { args: "zope.conf", unitPath: path })];
      const cut = seen(processes, { unseen: "there are too many processes to list" });
      expect(locate(find, cut)).toMatchObject({ kind: "unknown", reason: "there are too many processes to list" });
    },
  );

  test("may use no cgroup where the host hides processes, since hidden ones may be in it too", () => {
    const processes = [aProcess(5, { args: "zope.conf", unitPath })];
    const hidden = seen(processes, { unseen: "the host hides other people's processes" });
    expect(locate(find, hidden)).toMatchObject({ kind: "found", processes: [{ pid: 5 }], cgroup: null });
  });
});

describe("a list of processes", () => {
  const list = (...rows: readonly string[]): ProcessList =>
    parseProcesses(
      answered([`@${questionId} : mawk 1`, `@${questionId} /proc/`, ...rows, `@${questionId} .`].join("\n")),
    );
  const self = "# self 90 89 /sys/fs/cgroup args";
  const row1 = "1\t0\t1\t/init.scope\t=\tsystemd\t/sbin/init";

  test("leaves out the probe that made it, what that started, and the probes of other bots", () => {
    const own = ["89\t1\t5\t/\t=\tmawk\tmawk", "90\t89\t6\t/\t=\tmawk\tmawk", "91\t90\t6\t/\t=\ttr\ttr"];
    const other = "70\t1\t5\t/\t=\tgawk\tgawk -v scipy_probe=1 -v program=gawk";
    expect(list(self, row1, ...own, other).processes.map(({ pid }) => pid)).toEqual([1]);
  });

  test("without the first process is one of a host that hides processes", () => {
    expect(list(self, "500\t1\t9\t/\t=\tsh\tsh").unseen).toBe("the host hides other people's processes");
    expect(list(self, row1).unseen).toBeNull();
  });

  test("that was cut says so", () => {
    expect(list(self, row1, "# cut").unseen).toBe("there are too many processes to list");
  });

  test("drops rows that are no processes", () => {
    expect(list(self, row1, "", "x\ty\tz", "0\t0\t0\t/\t=\tx", "7\t1", "-5\t1\t1\t/\t=\ta").processes.length).toBe(1);
  });

  test("that was not answered says why it is empty", () => {
    const answer = answered(`@${questionId} : mawk 1\n@${questionId} /proc/ !\n@${questionId} .`);
    expect(parseProcesses(answer)).toMatchObject({ processes: [], unseen: "the file cannot be read" });
  });
});

test("one question asks for all daemons that were found, and for the system alone when none was", () => {
  const found = locateDaemons([aDaemon("zope", zope)], seen([aProcess(9, { unitPath })]));
  expect(askDaemons(found)).toEqual({ verb: "daemons", pids: [9], cgroups: [mount + unitPath] });
  expect(askDaemons(locateDaemons([aDaemon("zope", zope)], seen([])))).toEqual({ verb: "system" });
});
