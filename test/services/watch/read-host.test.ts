import { describe, expect, it } from "vitest";
import { matchLines } from "../../../src/adapters/system/match-lines.ts";
import type { Daemon } from "../../../src/domain/daemon.ts";
import type { HostFailure } from "../../../src/domain/host.ts";
import { fail, type Result, succeed } from "../../../src/domain/result.ts";
import { millis, seconds } from "../../../src/domain/time.ts";
import type { HostShell } from "../../../src/services/ports.ts";
import { createHostReader, locateEvery } from "../../../src/services/watch/read-host.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";

const zope: Daemon = {
  name: "zope",
  find: { by: "command", pattern: "^/opt/zope" },
  ports: [8080],
  healthUrl: null,
  threshold: { kind: "auto" },
  restart: null,
};
const poll = { forPerson: false, deadline: seconds(4) };
const look = { forPerson: true, deadline: seconds(4) };
const lost: HostFailure = { reason: "link lost", detail: "gone", nextTryAt: null };

describe("reading a host", () => {
  it("lists its processes once a minute and asks for all figures in one question", async () => {
    const { reader, host, clock } = readerOf();
    for (let count = 0; count < 6; count += 1) {
      await reader.read(poll);
      await clock.advance(15_000);
    }
    expect(host.verbs).toEqual(["l", "e", "e", "e", "e", "e", "l", "e"]);
    expect(locateEvery).toBe(60_000);
  });

  it("asks a host without daemons for the system alone, and never lists its processes", async () => {
    const { reader, host } = readerOf([]);
    const read = await reader.read(look);
    expect(host.verbs).toEqual(["s"]);
    expect(read).toMatchObject({ ok: true, value: { daemons: [], system: { load: { value: { one: 1.5 } } } } });
  });

  it("counts connections only for a person, since that reads whole socket tables", async () => {
    const { reader, host } = readerOf();
    expect(await reader.read(poll)).toMatchObject({ value: { daemons: [{ connections: { value: null } }] } });
    expect(await reader.read(look)).toMatchObject({ value: { daemons: [{ connections: { value: 12 } }] } });
    expect(host.verbs).toEqual(["l", "e", "e", "c"]);
  });

  it("tells who is connected and what is listened on only when that is asked for", async () => {
    const { reader, host } = readerOf();
    const sockets = await reader.sockets([8080], seconds(4));
    expect(sockets).toMatchObject({ value: { value: { peers: [{ port: 8080, address: "192.0.2.7", count: 2 }] } } });
    expect(host.verbs).toEqual(["p"]);
  });

  it("a host that does not answer has not said that nobody is connected", async () => {
    const { reader, host } = readerOf();
    host.refuses.add("p");
    expect(await reader.sockets([8080], seconds(4))).toEqual(fail(lost));
  });

  it("looks for a daemon again as soon as its process has vanished, and finds its new one", async () => {
    const { reader, host, clock } = readerOf();
    await reader.read(poll);
    host.pid = 200;
    await clock.advance(15_000);
    const read = await reader.read(poll);
    expect(host.verbs).toEqual(["l", "e", "e", "l", "e"]);
    expect(read).toMatchObject({ value: { daemons: [{ state: "up", processes: [{ pid: 200 }] }] } });
  });

  it("looks for a daemon that is down once a minute, but at once for a person", async () => {
    const { reader, host, clock } = readerOf();
    host.pid = null;
    await reader.read(poll);
    await clock.advance(15_000);
    expect(await reader.read(poll)).toMatchObject({ value: { daemons: [{ state: "down" }] } });
    host.pid = 300;
    expect(await reader.read(look)).toMatchObject({ value: { daemons: [{ state: "up" }] } });
    expect(host.verbs).toEqual(["l", "s", "s", "s", "l", "e", "c"]);
  });

  it("calls its daemons unknown, not down, while the list of processes cannot be had", async () => {
    const { reader, host } = readerOf();
    host.refuses.add("l");
    expect(await reader.read(poll)).toMatchObject({
      ok: true,
      value: { daemons: [{ name: "zope", state: "unknown" }] },
    });
  });

  it("lists them again after five seconds where the first listing failed", async () => {
    const { reader, host, clock } = readerOf();
    host.refuses.add("l");
    await reader.read(poll);
    host.refuses.clear();
    await clock.advance(4999);
    await reader.read(poll);
    expect(host.verbs).toEqual(["l", "s", "s"]);
    await clock.advance(1);
    expect(await reader.read(poll)).toMatchObject({ value: { daemons: [{ name: "zope", state: "up" }] } });
    expect(host.verbs).toEqual(["l", "s", "s", "s", "l", "e"]);
  });

  it.each([
    ["does not come", "refuses"],
    ["could not be made, since nothing can be started there", "cannotStart"],
  ] as const)("goes on by the processes that it knows when a list of them %s", async (_, how) => {
    const { reader, host, clock } = readerOf();
    await reader.read(poll);
    host[how].add("l");
    for (let count = 0; count < 9; count += 1) {
      await clock.advance(15_000);
      expect(await reader.read(poll)).toMatchObject({
        value: { daemons: [{ state: "up", processes: [{ pid: 100 }] }] },
      });
    }
    expect(host.verbs.filter((verb) => verb === "l")).toHaveLength(3);
  });

  it("has the figures though the list of processes hangs, which is given four seconds", async () => {
    const { reader, host, clock } = readerOf();
    await reader.read(poll);
    await clock.advance(60_000);
    host.hangs.add("l");
    host.deadlines.length = 0;
    const read = reader.read({ forPerson: false, deadline: seconds(12) });
    await clock.advance(12_000);
    expect(await read).toMatchObject({ value: { daemons: [{ state: "up" }] } });
    expect(host.deadlines).toEqual([12_000, 4000]);
  });

  it("has the first figures where those by the new places do not come", async () => {
    const { reader, host, clock } = readerOf();
    await reader.read(poll);
    await clock.advance(60_000);
    host.moreWorkers = true;
    host.refusesAfter = { verb: "l", refused: "e" };
    expect(await reader.read(poll)).toMatchObject({ value: { daemons: [{ state: "up", processes: [{ pid: 100 }] }] } });
  });

  it("lists the processes of a host whose memory is short every ten minutes alone, but those that vanished at once", async () => {
    const { reader, host, clock } = readerOf();
    await reader.read(poll);
    host.memoryPressure = 40;
    for (let count = 0; count < 40; count += 1) {
      await clock.advance(15_000);
      await reader.read(poll);
    }
    expect(host.verbs.filter((verb) => verb === "l")).toHaveLength(2);
    host.pid = 200;
    await clock.advance(15_000);
    expect(await reader.read(poll)).toMatchObject({ value: { daemons: [{ state: "up", processes: [{ pid: 200 }] }] } });
  });

  it("never tells a person that a daemon is down which was restarted a moment ago", async () => {
    const { reader, host, clock } = readerOf();
    await reader.read(look);
    host.pid = 200;
    await clock.advance(1000);
    expect(await reader.read(look)).toMatchObject({ value: { daemons: [{ state: "up", processes: [{ pid: 200 }] }] } });
  });

  it("lists a pool that changes at every reading every five seconds alone", async () => {
    const { reader, host, clock } = readerOf();
    for (let count = 0; count < 10; count += 1) {
      await reader.read(poll);
      host.pid = 200 + count;
      await clock.advance(1000);
    }
    expect(host.verbs.filter((verb) => verb === "l")).toHaveLength(2);
  });

  it("passes on why a host gave no figures", async () => {
    const { reader, host } = readerOf();
    host.refuses.add("e");
    expect(await reader.read(poll)).toEqual(fail(lost));
  });

  it("calls an answer that is none malformed, and says what to look at", async () => {
    const { reader, host } = readerOf([]);
    host.garbled = true;
    const read = await reader.read(poll);
    expect(read).toMatchObject({
      error: { reason: "malformed answer", detail: expect.stringContaining("login shell") },
    });
  });

  it("gives all questions of one reading one deadline together", async () => {
    const { reader, host, clock } = readerOf();
    host.takesMs = 1500;
    const read = reader.read(look);
    await clock.advance(10_000);
    await read;
    expect(host.deadlines).toEqual([4000, 2500, 1000]);
  });
});

/** Answers as the probe does, for one daemon. */
class ScriptedHost implements HostShell {
  readonly verbs: string[] = [];
  readonly deadlines: number[] = [];
  readonly refuses = new Set<string>();
  readonly hangs = new Set<string>();
  /** Verbs for which a process would have to be started on the host, which cannot. */
  readonly cannotStart = new Set<string>();
  /** From the first answer to `verb` on, `refused` is refused. */
  refusesAfter: { readonly verb: string; readonly refused: string } | null = null;
  moreWorkers = false;
  memoryPressure = 0;
  readonly #clock: VirtualClock;
  pid: number | null = 100;
  garbled = false;
  takesMs = 0;

  constructor(clock: VirtualClock) {
    this.#clock = clock;
  }

  async ask(question: string, deadline: number): Promise<Result<string, HostFailure>> {
    const [id = "", verb = "", ...items] = question.split(" ");
    this.verbs.push(verb);
    this.deadlines.push(deadline);
    if (this.takesMs > 0) await new Promise<void>((resolve) => this.#clock.after(millis(this.takesMs), resolve));
    if (this.hangs.has(verb)) {
      await new Promise<void>((resolve) => this.#clock.after(millis(deadline), resolve));
      return fail({ ...lost, reason: "timed out" });
    }
    if (this.refuses.has(verb)) return fail(lost);
    if (this.refusesAfter?.verb === verb) this.refuses.add(this.refusesAfter.refused);
    if (this.garbled) return succeed("Welcome to db-1!\n");
    return succeed([`@${id} : mawk 1`, ...this.#sections(id, verb, items), `@${id} .`, ""].join("\n"));
  }

  async close(): Promise<void> {}

  #sections(id: string, verb: string, items: readonly string[]): string[] {
    if (this.cannotStart.has(verb)) return [`@${id} /proc/ !`];
    if (verb === "l") return this.#processes(id);
    if (verb === "c") return [`@${id} /proc/net/tcp`, "port 8080 12"];
    if (verb === "p")
      return [`@${id} /proc/net/tcp`, "listen 8080", ...["C001", "C002"].map((port) => `peer 8080 070200C0:${port}`)];
    return [
      `@${id} /proc/loadavg`,
      "1.5 1.0 0.5 1/100 999",
      `@${id} /proc/pressure/memory`,
      `some avg10=${this.memoryPressure}.00 avg60=0.00 avg300=0.00 total=0`,
      ...items.flatMap((item) => this.#process(id, Number(item))),
    ];
  }

  #processes(id: string): string[] {
    const lines = [
      `@${id} /proc/`,
      "# self 50 49 /sys/fs/cgroup args",
      "1\t0\t1\t/init\t/sys/fs/cgroup/init\tinit\t/sbin/init",
    ];
    if (this.pid === null) return lines;
    const row = (pid: number) => `${pid}\t1\t5000\t/zope\t/sys/fs/cgroup/zope\tzope\t/opt/zope run`;
    return [...lines, row(this.pid), ...(this.moreWorkers ? [row(this.pid + 1)] : [])];
  }

  #process(id: string, pid: number): string[] {
    if (pid !== this.pid) return [`@${id} /proc/${pid}/status !`, `@${id} /proc/${pid}/stat !`];
    const stat = ["S 1 1 1 0 -1 0 0 0 0 0 200 100 0 0 20 0 4 0 5000 0 0"];
    return [`@${id} /proc/${pid}/status`, "RssAnon: 1000 kB", "VmSwap: 0 kB", `@${id} /proc/${pid}/stat`, ...stat];
  }
}

function readerOf(daemons: readonly Daemon[] = [zope]) {
  const clock = new VirtualClock();
  const host = new ScriptedHost(clock);
  const reader = createHostReader({
    host: { name: "db-1", reach: { kind: "local" }, daemons },
    shell: host,
    clock,
    newId: () => "abcdef123456",
    matchLines,
  });
  return { reader, host, clock };
}
