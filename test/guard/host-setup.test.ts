import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import type { Daemon } from "../../src/domain/daemon.ts";
import { millis } from "../../src/domain/time.ts";
import { type HostSetup, renderHostSetup } from "../../src/guard/host-setup.ts";
import { daemonNamed, guarded } from "../support/restart-rig.ts";

const sudo = { guard: false, sudo: true, user: "scipy-restart", keyFile: "/k" };

function scriptOf(daemons: readonly Daemon[], changes: Partial<HostSetup> = {}, restartBy = guarded): string {
  const rendered = setup(daemons, changes, restartBy);
  if (!rendered.ok) throw new Error(rendered.error);
  const checked = spawnSync("sh", ["-n"], { input: rendered.value, encoding: "utf8" });
  expect(checked).toMatchObject({ status: 0, stderr: "" });
  return rendered.value;
}

function setup(daemons: readonly Daemon[], changes: Partial<HostSetup> = {}, restartBy = guarded) {
  const host = { name: "web-1", reach: { kind: "local" }, daemons, restartBy } as const;
  const usual = {
    account: "scipy-restart",
    publicKey: "ssh-ed25519 AAAA bot",
    guard: "#!/bin/sh\necho guard\n",
    from: null,
  };
  return renderHostSetup({ host, ...usual, perDaemonMax: 3, perHostMax: 6, ...changes });
}

describe("the script for a host", () => {
  it("lists for the guard each daemon that may be restarted, with its words, its finder and its budget", () => {
    const drain = { argv: ["/usr/bin/drain", "it's"], withinMs: millis(1500) };
    const script = scriptOf([daemonNamed("zope", { drain }), daemonNamed("search", { restart: null })]);
    expect(script).toContain("find=unit\nof='zope.service'\nbudget=3\nset -- 'systemctl' 'restart' 'zope.service'\n");
    expect(script).toContain("drain_for=2\nset -- '/usr/bin/drain' 'it'\\''s'\n");
    expect(script).not.toContain("search");
    expect(script).toContain('scipy-restart ALL=(root) NOPASSWD: /usr/local/sbin/scipy-guard ""\n');
    expect(script).toContain("visudo -cqf");
  });

  it.each([
    [{ by: "pid file", path: "/run/zope.pid" }, "find=pid_file\nof='/run/zope.pid'"],
    [{ by: "cgroup", path: "/system.slice/zope.service" }, "find=cgroup\nof='/system.slice/zope.service'"],
    [{ by: "supervisor", program: "zope" }, "find=supervisor\nof='zope'"],
    [{ by: "command", pattern: "zope" }, "find=unit\nof='zope.service'"],
  ] as const)("says to the guard how it finds a daemon: %j", (find, line) => {
    expect(scriptOf([daemonNamed("zope", { find })])).toContain(line);
  });

  it("says what is missing where the guard could not find it, and where nothing may be restarted", () => {
    const find = { by: "command", pattern: "zope" } as const;
    expect(setup([daemonNamed("zope", { find, restart: { by: "argv", argv: ["/x"] } })])).toMatchObject({
      ok: false,
      error: expect.stringContaining("Say under find in scipy.yml"),
    });
    expect(setup([daemonNamed("zope", { restart: null })])).toMatchObject({
      ok: false,
      error: expect.stringContaining("under restart"),
    });
  });

  it("binds the key to the bot's address where that is said, and to the guard", () => {
    const script = scriptOf([daemonNamed("zope")], { from: "192.0.2.10" });
    expect(script).toContain('restrict,from="192.0.2.10",command="');
    expect(scriptOf([daemonNamed("zope")])).toContain("restrict,command=");
  });

  it("without the guard lets sudo run just the commands, and no key line forces anything", () => {
    const script = scriptOf(
      [daemonNamed("zope"), daemonNamed("plone", { restart: { by: "argv", argv: ["/opt/p", "a b", "x,y:z=*"] } })],
      {},
      sudo,
    );
    expect(script).toContain("systemctl=$(command -v systemctl)");
    expect(script).toContain("scipy-restart ALL=(root) CWD=/ NOPASSWD: $systemctl restart zope.service\n");
    expect(script).toContain("NOPASSWD: /opt/p a\\\\ b x\\\\,y\\\\:z\\\\=\\\\*\n");
    expect(script).not.toContain('command="');
    expect(script).not.toContain("scipy-guard");
  });
});
