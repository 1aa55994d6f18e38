import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { eventually } from "../support/eventually.ts";
import { GuardHost } from "../support/guard-host.ts";

const shells = [["sh"], ["bash", "--posix"], ["busybox", "sh"]].filter(
  ([shell = ""]) => spawnSync(shell, ["-c", "true"]).status === 0 || spawnSync(shell, ["true"]).status === 0,
);

describe.each(shells.map((shell) => [shell.join(" "), shell] as const))("the guard under %s", (_, shell) => {
  let host: GuardHost;
  beforeEach(() => {
    host = new GuardHost(shell);
    host.addDaemon("zope");
  });
  afterEach(() => host.remove());
  const restart = (operation: string, generation = host.generation("zope"), daemon = "zope") =>
    host.order(`scipy-guard restart ${daemon} ${generation} ${operation}`).answer;

  it("restarts what is listed once, and says which generation ran before and which runs now", () => {
    const before = host.generation("zope");
    expect(restart("op-1", before)).toMatchObject({ kind: "done", before, exit: 0, output: "restarted" });
    expect(host.starts("zope")).toBe(1);
    expect(host.generation("zope")).not.toBe(before);
  });

  it("does nothing a second time under the same operation, and answers as the first time", () => {
    const before = host.generation("zope");
    const first = restart("op-1", before);
    expect(restart("op-1", before)).toEqual(first);
    expect(host.order("scipy-guard result op-1").answer).toEqual(first);
    expect(host.starts("zope")).toBe(1);
  });

  it("refuses another generation than the one that runs", () => {
    const before = host.generation("zope");
    restart("op-1", before);
    expect(restart("op-2", before)).toEqual({ kind: "refused", why: "another generation runs" });
    expect(host.starts("zope")).toBe(1);
  });

  it("lets one of two that race run", async () => {
    const before = host.generation("zope");
    const both = ["op-1", "op-2"].map(
      (operation) => host.begin(`scipy-guard restart zope ${before} ${operation}`).ended,
    );
    const kinds = (await Promise.all(both)).map(({ kind }) => kind).toSorted();
    expect(kinds).toEqual(["done", "refused"]);
    expect(host.starts("zope")).toBe(1);
  });

  it("knows of no operation that it was never asked for", () => {
    expect(host.order("scipy-guard result op-9").answer).toEqual({ kind: "none" });
  });

  it("says what it lists, and whether it is switched off", () => {
    host.addDaemon("celery");
    expect(host.order("scipy-guard probe").said).toContain("scipy-guard/1 here daemons=celery,zope off=no\n");
    writeFileSync(join(host.conf, "off"), "");
    expect(host.order("scipy-guard probe").said).toContain("off=yes");
    expect(restart("op-1", "a.b.c")).toEqual({ kind: "refused", why: "switched off" });
    expect(host.order("scipy-guard plan zope").answer).toMatchObject({ kind: "refused" });
    expect(host.starts("zope")).toBe(0);
  });

  it("bounds the restarts of an hour, for a daemon and for the host", () => {
    for (const number of [1, 2, 3]) expect(restart(`op-${number}`)).toMatchObject({ kind: "done" });
    expect(restart("op-4", "a.b.c")).toEqual({ kind: "refused", why: "restarted 3 times within the last hour" });
    host.addDaemon("celery");
    writeFileSync(join(host.conf, "per-hour"), "3\n");
    expect(host.order("scipy-guard plan celery").answer).toEqual({
      kind: "refused",
      why: "3 restarts on this host within the last hour",
    });
    expect(host.starts("zope")).toBe(3);
  });

  it("frees nobody of that when the clock is set forward, and runs nothing that it cannot count", () => {
    const history = join(host.state, "history");
    for (const number of [1, 2, 3]) restart(`op-${number}`);
    const hoursAgo = readFileSync(history, "utf8").replaceAll(/^\d+/gm, (at) => String(Number(at) - 7200));
    writeFileSync(history, hoursAgo);
    expect(restart("op-4", "a.b.c")).toMatchObject({ kind: "refused", why: "restarted 3 times within the last hour" });
    writeFileSync(history, hoursAgo.replaceAll(/ [0-9a-f-]{36} /g, " another-boot "));
    expect(restart("op-5")).toMatchObject({ kind: "done" });
    rmSync(history);
    mkdirSync(history);
    expect(restart("op-6")).toEqual({ kind: "refused", why: "it cannot be kept on disk" });
    expect(host.order("scipy-guard result op-6").answer).toEqual({ kind: "none" });
    expect(host.starts("zope")).toBe(4);
  });

  it("never runs an order that comes after it was asked for its result, as from a link that was lost and a host that was slow", () => {
    const before = host.generation("zope");
    expect(host.order("scipy-guard result op-1").answer).toEqual({ kind: "none" });
    expect(restart("op-1", before)).toEqual({ kind: "none" });
    expect(host.order("scipy-guard result op-1").answer).toEqual({ kind: "none" });
    expect(host.starts("zope")).toBe(0);
    expect(restart("op-2", before)).toMatchObject({ kind: "done" });
  });

  it("does not say that it never heard of an order that may wait for another one to end", async () => {
    host.remove();
    host = new GuardHost(shell);
    host.addDaemon("zope", '[ ! -f "$0.live" ] || sleep 2');
    writeFileSync(join(host.folder, "zope.sh.live"), "");
    const { ended } = host.begin(`scipy-guard restart zope ${host.generation("zope")} op-1`);
    await eventually(() => host.starts("zope") === 1);
    expect(host.order("scipy-guard result op-2").answer).toEqual({ kind: "running" });
    await ended;
    expect(host.order("scipy-guard result op-2").answer).toEqual({ kind: "none" });
  });

  it("lets nobody fill the disk by asking for results", () => {
    restart("op-1");
    const folder = join(host.state, "operations");
    spawnSync("sh", ["-c", 'cd "$1" && seq 5000 | sed "s/^/other-/" | xargs touch', "sh", folder]);
    expect(host.order("scipy-guard result op-2").answer).toMatchObject({ kind: "unknown" });
    expect(existsSync(join(folder, "op-2"))).toBe(false);
    expect(host.order("scipy-guard result op-1").answer).toMatchObject({ kind: "done" });
  });

  it("does not call a command failed whose daemon is another one a moment after it", () => {
    host.remove();
    host = new GuardHost(shell, { show: 5 });
    const pid = `${host.folder}/zope.pid`;
    const later = `(sleep 1; kill "$(cat ${pid})"; sleep 600 >/dev/null 2>&1 </dev/null & echo $! >${pid}) >/dev/null 2>&1 & exit 3`;
    host.addDaemon("zope", `[ ! -f "$0.live" ] || { ${later}; }`);
    writeFileSync(join(host.folder, "zope.sh.live"), "");
    expect(restart("op-1")).toMatchObject({ kind: "done", exit: 3 });
  });

  it("says that the command failed where it left the same process running, with what it printed", () => {
    host.remove();
    host = new GuardHost(shell);
    host.addDaemon("zope", 'printf "no such unit\\033[31m\\n" >&2; [ ! -f "$0.live" ] || exit 3');
    writeFileSync(join(host.folder, "zope.sh.live"), "");
    expect(restart("op-1")).toEqual({
      kind: "failed",
      why: "the command ended with 3, and the same process runs",
      output: "no such unit[31m",
    });
  });

  it("knows nothing of a command that a signal ended, or that left nothing running: neither proves that nothing was restarted", () => {
    host.remove();
    host = new GuardHost(shell, { show: 1 });
    host.addDaemon(
      "zope",
      `[ ! -f "$0.killed" ] || kill -9 $$; [ ! -f "$0.gone" ] || { kill "$(cat ${host.folder}/zope.pid)"; echo it does not start; exit 4; }`,
    );
    writeFileSync(join(host.folder, "zope.sh.killed"), "");
    expect(restart("op-1")).toMatchObject({ kind: "unknown", why: "the command was ended by a signal, 137" });
    rmSync(join(host.folder, "zope.sh.killed"));
    writeFileSync(join(host.folder, "zope.sh.gone"), "");
    expect(restart("op-2")).toEqual({
      kind: "unknown",
      why: "the command ended with 4, and nothing runs",
      output: "it does not start",
    });
  });

  it("knows nothing of a command that ended well and left the same process running: somebody else may come to it later", () => {
    host.remove();
    host = new GuardHost(shell, { show: 0 });
    host.addDaemon("zope", '[ ! -f "$0.live" ] || exit 0');
    writeFileSync(join(host.folder, "zope.sh.live"), "");
    expect(restart("op-1")).toMatchObject({
      kind: "unknown",
      why: "the command ended with 0, and the same process still runs",
    });
  });

  it("does not wait for a pipe that stands where the daemon's pid file was", () => {
    const file = join(host.folder, "zope.pid");
    const pid = readFileSync(file, "utf8");
    rmSync(file);
    spawnSync("mkfifo", [file]);
    expect(host.order("scipy-guard plan zope").answer.kind).not.toBe("planned");
    rmSync(file);
    writeFileSync(file, pid);
    expect(restart("op-1")).toMatchObject({ kind: "done" });
  });

  it("hands on its words as they are listed, and no environment of the caller", () => {
    host.remove();
    host = new GuardHost(shell);
    host.addDaemon("zope", 'printf "<%s>" "$@"; echo; env | sort');
    const answer = restart("op-1");
    expect(answer).toMatchObject({ kind: "done" });
    const { output } = answer as { output: string };
    expect(output).toContain("<two words><$HOME><>");
    expect(output).toContain("LC_ALL=C");
    expect(output).not.toContain("evil");
  });

  it("does not lend its lock to what it starts", () => {
    restart("op-1");
    host.addDaemon("celery");
    expect(restart("op-2", host.generation("celery"), "celery")).toMatchObject({ kind: "done" });
  });

  it("lets a daemon end its work first, where the list says by what, and restarts it whatever comes of that", () => {
    writeFileSync(join(host.conf, "daemons", "zope.drain"), `drain_for=1\nset -- sh -c 'echo drained; exit 1'\n`);
    expect(restart("op-1")).toMatchObject({ kind: "done", output: "drained\nrestarted" });
    expect(host.order("scipy-guard plan zope.drain").answer).toMatchObject({ kind: "refused", why: "not an order" });
  });

  it.each([
    "",
    "scipy-guard",
    "ls",
    "scipy-guard restart zope",
    "scipy-guard restart zope gen op more",
    "scipy-guard restart ../zope gen op",
    "scipy-guard restart zope gen ../../op",
    "scipy-guard plan zope;id",
    "scipy-guard plan $(id)",
    "scipy-guard plan `id`",
    "scipy-guard plan zope|id",
    "scipy-guard plan *",
    "scipy-guard plan -h",
    "scipy-guard plan .",
    "scipy-guard  plan  ZOPE",
    "scipy-guard plan zöpe",
    `scipy-guard plan ${"z".repeat(65)}`,
    `scipy-guard result ${"o".repeat(101)}`,
    "x".repeat(100_000),
    "scipy-guard plan zope\rid",
  ])("takes nothing that is no order: %j", (line) => {
    expect(host.order(line).answer.kind).toBe("refused");
    expect(host.starts("zope")).toBe(0);
  });

  it("takes no second line", () => {
    expect(host.order("scipy-guard plan zope", "id\n").answer).toEqual({ kind: "refused", why: "not an order" });
  });

  it("restarts nothing that is not listed, nor by a list that is a link", () => {
    expect(restart("op-1", "a.b.c", "celery")).toEqual({ kind: "refused", why: "not listed" });
    spawnSync("ln", ["-s", join(host.conf, "daemons", "zope"), join(host.conf, "daemons", "evil")]);
    expect(host.order("scipy-guard plan evil").answer).toEqual({ kind: "refused", why: "not listed" });
  });

  it("does not know what a command did that was running when it was killed, and never runs it again", async () => {
    host.remove();
    host = new GuardHost(shell);
    host.addDaemon("zope", '[ ! -f "$0.live" ] || sleep 3');
    writeFileSync(join(host.folder, "zope.sh.live"), "");
    const before = host.generation("zope");
    const { child, ended } = host.begin(`scipy-guard restart zope ${before} op-1`);
    await eventually(() => host.starts("zope") === 1);
    expect(host.order("scipy-guard result op-1").answer).toEqual({ kind: "running" });
    expect(host.order(`scipy-guard restart zope ${before} op-2`).answer).toEqual({ kind: "running" });
    process.kill(-(child.pid ?? 0), "SIGKILL");
    await ended;
    const unknown = { kind: "unknown", why: "the guard was ended while the command ran", output: "" };
    await eventually(() => host.order("scipy-guard result op-1").answer.kind === "unknown");
    expect(host.order("scipy-guard result op-1").answer).toEqual(unknown);
    expect(restart("op-1", before)).toEqual(unknown);
    expect(host.starts("zope")).toBe(1);
  });

  it("finishes and keeps what came of it though whoever asked has gone", async () => {
    host.remove();
    host = new GuardHost(shell);
    host.addDaemon("zope", '[ ! -f "$0.live" ] || sleep 1');
    writeFileSync(join(host.folder, "zope.sh.live"), "");
    const { child, ended } = host.begin(`scipy-guard restart zope ${host.generation("zope")} op-1`);
    await eventually(() => host.starts("zope") === 1);
    child.stdout.destroy();
    for (const signal of ["SIGHUP", "SIGTERM", "SIGPIPE"] as const) process.kill(child.pid ?? 0, signal);
    await ended;
    await eventually(() => host.order("scipy-guard result op-1").answer.kind === "done");
  });

  it("ends a command that does not end, and says that nobody knows", () => {
    host.remove();
    host = new GuardHost(shell, { command: 1, show: 0 });
    host.addDaemon("zope", '[ ! -f "$0.live" ] || sleep 30');
    writeFileSync(join(host.folder, "zope.sh.live"), "");
    expect(restart("op-1")).toMatchObject({ kind: "unknown", why: "the command did not end within 1 s" });
  });

  it("keeps its record where its user alone can read it, and leaves nothing half-written", () => {
    restart("op-1");
    const kept = readdirSync(join(host.state, "operations"));
    expect(kept).toEqual(["op-1"]);
    expect(readFileSync(join(host.state, "history"), "utf8")).toMatch(/^\d+ zope op-1 [0-9a-f-]{36} \d+\n$/);
    const mode = spawnSync("stat", ["-c", "%a", host.state], { encoding: "utf8" }).stdout.trim();
    expect(mode).toBe("700");
    expect(existsSync(join(host.state, "operations", "op-1.output"))).toBe(false);
  });
});
