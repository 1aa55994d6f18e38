import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { scipyBot } from "../support/call.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "host-setup-"));
  writeFileSync(join(folder, "key.pub"), "ssh-ed25519 AAAAC3Nza scipy-bot-restart\n");
  for (const key of ["read", "key", "odd", "bare"])
    writeFileSync(join(folder, key), "-----BEGIN PRIVATE KEY-----\nabc\n", { mode: 0o600 });
  writeFileSync(join(folder, "hosts"), "");
  writeFileSync(join(folder, "odd.pub"), 'command="x" nonsense\n');
  const zope = "daemons: [{ name: zope, find: { unit: zope }, restart: { systemd: zope } }]";
  const host = (name: string, more: string) =>
    `  - { name: ${name}, user: scipy, key: read, known_hosts: hosts, ${more}, ${zope} }`;
  writeFileSync(
    join(folder, "scipy.yml"),
    [
      'channel: "#ops"',
      "hosts:",
      host("web-1", "restart_by: { guard: true, user: scipy-restart, key: key }"),
      host("web-2", "port: 22"),
      host("web-3", "restart_by: { guard: true, user: scipy-restart, key: bare }"),
      host("web-4", "restart_by: { guard: true, user: scipy-restart, key: odd }"),
      host("web-5", "restart_by: { sudo: true }"),
      "  - { name: here, connect: local }",
      "",
    ].join("\n"),
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const setup = (...args: readonly string[]) => scipyBot(folder, ["host-setup", ...args]);

describe("host-setup", () => {
  it("prints a script with the guard, its list, the sudoers line and the key's line, and nothing else", async () => {
    const { code, out, err } = await setup("web-1", "--print", "--from", "192.0.2.10");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/^#!\/bin\/sh\n/);
    expect(out).toContain("scipy-guard/1");
    expect(out).toContain('restrict,from="192.0.2.10",command=');
    expect(out).toContain("ssh-ed25519 AAAAC3Nza scipy-bot-restart");
  });

  it("without --print says how to read and how to run it, and changes nothing", async () => {
    const { code, out, err } = await setup("WEB-1");
    expect({ code, out }).toEqual({ code: 0, out: "" });
    expect(err).toContain("host-setup web-1 --print --from ADDRESS-OF-THE-BOT | ssh root@web-1 sh");
    expect(err).toContain("Nothing was changed.");
  });

  it.each([
    [["web-9"], 'No host "web-9" is in scipy.yml. Did you mean web-1?'],
    [["mars"], "The hosts are web-1"],
    [[], "name one host"],
    [["web-1", "web-2"], "name one host"],
    [["web-1", "--pritn"], "Did you mean --print?"],
    [["web-1", "--from", 'x" evil'], "--from takes the address"],
    [["web-2"], "restart_by: { guard: true"],
    [["web-3"], "ssh-keygen -t ed25519"],
    [["web-4"], "holds no public key"],
    [["web-5"], "There is no public key"],
    [["here"], "is the machine that the bot runs on"],
  ])("%j ends with 2 and says what to do", async (args, said) => {
    expect(await setup(...args)).toMatchObject({ code: 2, out: "", err: expect.stringContaining(said) });
  });
});
