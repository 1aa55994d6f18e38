import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { localConfig } from "../../src/config/local-config.ts";
import { seconds } from "../../src/domain/time.ts";
import { configText, faultsOf, parse } from "./config-texts.ts";

const text = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), "utf8");

function configOf(source: string) {
  const parsed = parse(source);
  if (!parsed.ok) throw new Error(parsed.error.map(({ sentence }) => sentence).join("\n"));
  return parsed.value;
}

describe("a file with five faults", () => {
  it("has all five named with line, key, what was found and what to write", () => {
    expect(faultsOf(text("test/fixtures/config/five-faults.yml"))).toEqual([
      '2:1 channel: expected a channel, "#ops" in quotes or an id like C0123456789; found nothing. YAML takes "#ops" for a comment: put it in quotes.',
      '11:5 hosts[0].adress: unknown key. Did you mean "address"?',
      "12:11 hosts[0].port: expected a whole number from 1 to 65535; found 99999.",
      '16:20 hosts[0].daemons[0].threshold: expected a size of 1 MiB or more like "3.5 GiB", a share of RAM like "45 %" up to 100 %, or auto; found 0.45. For a share of RAM write "45 %".',
      '17:11 hosts[1].name: the name "web-1" is taken by hosts[0]. Give each its own.',
    ]);
  });

  it("gives found and expected apart from the sentence, for programs", () => {
    const parsed = parse(text("test/fixtures/config/five-faults.yml"));
    const port = parsed.ok ? null : parsed.error[2];
    expect(port).toMatchObject({
      file: "scipy.yml",
      line: 12,
      column: 11,
      key: "hosts[0].port",
      found: "99999",
      expected: "a whole number from 1 to 65535",
    });
  });
});

describe("deploys of a daemon", () => {
  const deploysOf = (deploys: string) =>
    configOf(configText({ daemon: `deploys: ${deploys}` })).hosts[0]?.daemons[0]?.deploys;

  it("are instants with the release's name where there is one, past or to come", () => {
    expect(deploysOf("[{ at: 2026-11-01T03:00Z, note: release 4.2 }, { at: 2030-01-01 01:00:00+01:00 }]")).toEqual([
      { at: Date.UTC(2026, 10, 1, 3), by: null, note: "release 4.2" },
      { at: Date.UTC(2030, 0, 1), by: null, note: null },
    ]);
  });

  const at = "a date and time with its zone: 2026-11-01T03:00Z or 2026-11-01T04:00+01:00";
  it.each([
    ["[{ at: 2026-11-01 }]", `at: expected ${at}; found "2026-11-01".`],
    ["[{ at: 2026-02-30T03:00Z }]", `at: expected ${at}; found "2026-02-30T03:00Z".`],
    ["[{ at: 2026-11-01T03:00Z, note: '' }]", 'note: expected a line of 1 to 100 characters; found "".'],
    ['[{ at: 2026-11-01T03:00Z, note: "4\\n2" }]', "note: expected a line of 1 to 100 characters; found"],
    ["[{ note: release 4.2 }]", `at: missing. Expected ${at}.`],
    ["2026-11-01T03:00Z", "deploys: expected a list of deploys, each with at;"],
  ])("that are none are told: %s", (deploys, fault) => {
    const faults = faultsOf(configText({ daemon: `deploys: ${deploys}` }));
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(fault);
  });
});

describe("what the file leaves out", () => {
  it("gets its default", () => {
    expect(
      configOf("channel: C0123\nhosts: [{ name: me, connect: local, daemons: [{ name: a, find: { unit: a } }] }]"),
    ).toEqual({
      ...localConfig(),
      channel: "C0123",
      commandName: "/scipy",
      interval: seconds(15),
      reviewers: { users: [], groups: [] },
      hosts: [
        {
          name: "me",
          reach: { kind: "local" },
          daemons: [
            {
              name: "a",
              find: { by: "unit", unit: "a.service" },
              ports: [],
              healthUrl: null,
              threshold: { kind: "auto" },
              restart: null,
            },
          ],
        },
      ],
    });
  });

  it("comes from defaults where a host does not say it", () => {
    const source = `channel: "#ops"
defaults: { user: bot, key: keys/all, known_hosts: ~/hosts, port: 2200 }
hosts:
  - { name: a }
  - { name: b, user: root, key: ~/.ssh/b, port: 22, address: "2001:db8::7", known_hosts: /etc/ssh/ssh_known_hosts }
`;
    expect(configOf(source).hosts.map((host) => host.reach)).toEqual([
      {
        kind: "ssh",
        address: "a",
        port: 2200,
        user: "bot",
        keyFile: "/etc/scipy/keys/all",
        trust: { kind: "known hosts", file: "/home/bot/hosts" },
      },
      {
        kind: "ssh",
        address: "2001:db8::7",
        port: 22,
        user: "root",
        keyFile: "/home/bot/.ssh/b",
        trust: { kind: "known hosts", file: "/etc/ssh/ssh_known_hosts" },
      },
    ]);
  });

  it("verifies the host's key against the usual known_hosts, and against a pinned fingerprint before that", () => {
    const trustOf = (host: string) => configOf(configText({ host })).hosts[0]?.reach;
    const sha256 = "SHA256:uNiVztksCsDhcc0u9e8BrrKXVPDmgSkKaeEiK8i5lGQ";
    expect(trustOf("")).toMatchObject({ trust: { kind: "known hosts", file: "/home/bot/.ssh/known_hosts" } });
    expect(trustOf(`fingerprint: ${sha256}`)).toMatchObject({ trust: { kind: "fingerprint", sha256 } });
  });
});

describe("a value", () => {
  it.each([
    ["unit: zope", { by: "unit", unit: "zope.service" }],
    ["unit: zope@1.service", { by: "unit", unit: "zope@1.service" }],
    ["unit: app.slice", { by: "unit", unit: "app.slice" }],
    ["cgroup: /docker/abc", { by: "cgroup", path: "/docker/abc" }],
    ["pid_file: /run/a.pid", { by: "pid file", path: "/run/a.pid" }],
    ['supervisor: "group:a"', { by: "supervisor", program: "group:a" }],
    ["command: ^python .*wsgi", { by: "command", pattern: "^python .*wsgi" }],
  ])("of find is understood: %s", (find, expected) => {
    expect(configOf(configText({ find })).hosts[0]?.daemons[0]?.find).toEqual(expected);
  });

  it.each([
    ["45 %", { kind: "share", ratio: 0.45 }],
    ["45%", { kind: "share", ratio: 0.45 }],
    ["3.5 GiB", { kind: "size", bytes: 3_758_096_384 }],
    ["512M", { kind: "size", bytes: 536_870_912 }],
    ["auto", { kind: "auto" }],
  ])("of threshold is understood: %s", (threshold, expected) => {
    expect(configOf(configText({ daemon: `threshold: ${threshold}` })).hosts[0]?.daemons[0]?.threshold).toEqual(
      expected,
    );
  });

  it.each([
    ["systemd: zope", { by: "systemd", unit: "zope.service" }],
    ["supervisor: zope", { by: "supervisor", program: "zope" }],
    ["runit: zope", { by: "runit", service: "zope" }],
    ["sysv: zope", { by: "sysv", script: "zope" }],
    ["monit: zope", { by: "monit", service: "zope" }],
    ["argv: [/bin/kill, -HUP, a b]", { by: "argv", argv: ["/bin/kill", "-HUP", "a b"] }],
  ])("of restart is understood: %s", (restart, expected) => {
    const config = configOf(configText({ daemon: `restart: { ${restart} }` }));
    expect(config.hosts[0]?.daemons[0]?.restart).toEqual(expected);
  });

  it.each([
    ["5 s", 5000],
    ["10 min", 600_000],
    ["1m", 60_000],
  ])("of interval is understood: %s", (interval, expected) => {
    expect(configOf(configText({ top: `interval: ${interval}` })).interval).toBe(expected);
  });
});
