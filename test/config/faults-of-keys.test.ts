import { describe, expect, it } from "vitest";
import { configText, faultsOf } from "./config-texts.ts";

type Parts = NonNullable<Parameters<typeof configText>[0]>;

/** What is put into a configuration without faults, and the sentence that comes of it, after its place. */
type Case = readonly [title: string, parts: Parts, fault: string];

const table: readonly Case[] = [
  ["an unknown key at the top", { top: "chanel: x" }, 'chanel: unknown key. Did you mean "channel"?'],
  ["another tool's word", { host: "hostname: x" }, 'hosts[0].hostname: unknown key. Did you mean "address"?'],
  [
    "a key one level too high",
    { daemon: "pid_file: /a" },
    'hosts[0].daemons[0].pid_file: unknown key. It belongs under "find".',
  ],
  [
    "a password",
    { host: "password: x" },
    "hosts[0].password: unknown key. The bot signs in with a key file alone: name it under key.",
  ],
  [
    "a token",
    { top: "bot_token: x" },
    "bot_token: unknown key. Tokens do not belong in this file: put them into .env.",
  ],
  [
    "a key that nothing is near to",
    { daemon: "zzz: 1" },
    "hosts[0].daemons[0].zzz: unknown key. Expected one of name, find, ports, health, threshold, alerts, restart, approval, drain, deploys, pool.",
  ],
  [
    "a command without slash",
    { top: "command: scipy" },
    'command: expected a slash and 1 to 31 of a-z, 0-9, "_" and "-": /scipy; found "scipy". Write "/scipy".',
  ],
  [
    "a command too long",
    { top: `command: /${"a".repeat(32)}` },
    `command: expected a slash and 1 to 31 of a-z, 0-9, "_" and "-": /scipy; found "/${"a".repeat(32)}".`,
  ],
  [
    "an interval without unit",
    { top: "interval: 15" },
    'interval: expected a duration from "5 s" to "10 min"; found 15. Write the unit: "15 s".',
  ],
  [
    "an interval too short",
    { top: "interval: 1 s" },
    'interval: expected a duration from "5 s" to "10 min"; found "1 s".',
  ],
  [
    "an interval that is just too short",
    { top: "interval: 4.9 s" },
    'interval: expected a duration from "5 s" to "10 min"; found "4.9 s".',
  ],
  [
    "an interval that is just too long",
    { top: "interval: 601 s" },
    'interval: expected a duration from "5 s" to "10 min"; found "601 s".',
  ],
  [
    "an interval too long",
    { top: "interval: 11 min" },
    'interval: expected a duration from "5 s" to "10 min"; found "11 min".',
  ],
  [
    "a reviewer by name",
    { top: 'reviewers: { users: ["@alice"] }' },
    'reviewers.users[0]: expected a member id, U0123456789; found "@alice". Slack shows the id in the menu of the profile, or of the group.',
  ],
  [
    "a list without brackets",
    { top: "reviewers: { groups: S012 }" },
    'reviewers.groups: expected a list of user group ids: [S0123456789]; found "S012". Write a list: ["S012"].',
  ],
  [
    "a key without value",
    { top: "reviewers:" },
    "reviewers: expected a mapping with users and groups; found nothing. Give it a value or delete the key.",
  ],
  [
    "a port in quotes",
    { host: 'port: "22"' },
    'hosts[0].port: expected a whole number from 1 to 65535; found "22". Write it without quotes: 22.',
  ],
  [
    "a port that is no whole number",
    { host: "port: 22.5" },
    "hosts[0].port: expected a whole number from 1 to 65535; found 22.5.",
  ],
  [
    "a port that is no number",
    { host: "port: .nan" },
    "hosts[0].port: expected a whole number from 1 to 65535; found .nan.",
  ],
  [
    "a port in the address",
    { host: "address: web:22" },
    'hosts[0].address: expected a host name or an IP address, without user and port; found "web:22". The port stands under "port".',
  ],
  [
    "an account in the address",
    { host: "address: root@web" },
    'hosts[0].address: expected a host name or an IP address, without user and port; found "root@web". The account stands under "user".',
  ],
  [
    "an option in place of an address",
    { host: "address: -oProxyCommand=x" },
    'hosts[0].address: expected a host name or an IP address, without user and port; found "-oProxyCommand=x".',
  ],
  [
    "a way to connect that there is not",
    { host: "connect: telnet" },
    'hosts[0].connect: expected ssh or local; found "telnet".',
  ],
  [
    "a fingerprint of MD5",
    { host: "fingerprint: MD5:aa" },
    'hosts[0].fingerprint: expected the fingerprint as ssh-keygen -l prints it: "SHA256:" and 43 characters; found "MD5:aa".',
  ],
  [
    "two ways to verify the key",
    { host: "fingerprint: SHA256:uNiVztksCsDhcc0u9e8BrrKXVPDmgSkKaeEiK8i5lGQ\n    known_hosts: /a" },
    "hosts[0].fingerprint: the host's key is verified either against known_hosts or against its fingerprint. Keep one of them.",
  ],
  [
    "the home of somebody else",
    { host: "known_hosts: ~root/x" },
    'hosts[0].known_hosts: expected the path of a known_hosts file on this machine; found "~root/x".',
  ],
  ["a share as a bare number", { daemon: "threshold: 0.45" }, thresholdFault('0.45. For a share of RAM write "45 %".')],
  ["a small threshold without unit", { daemon: "threshold: 512" }, thresholdFault('512. Write the unit: "512 MiB".')],
  ["a threshold without unit", { daemon: "threshold: 45" }, thresholdFault('45. Write the unit: "45 %" or "45 GiB".')],
  [
    "a threshold in bytes",
    { daemon: "threshold: 3758096384" },
    thresholdFault('3758096384. Write the unit: "3.5 GiB".'),
  ],
  ["a threshold in digits", { daemon: 'threshold: "3758096384"' }, thresholdFault('"3758096384".')],
  ["a threshold over all RAM", { daemon: "threshold: 120 %" }, thresholdFault('"120 %".')],
  ["a threshold of nothing", { daemon: "threshold: 0 %" }, thresholdFault('"0 %".')],
  ["a threshold below any process", { daemon: "threshold: 3 K" }, thresholdFault('"3 K".')],
  [
    "ports without brackets",
    { daemon: "ports: 8080" },
    "hosts[0].daemons[0].ports: expected a list of ports: [8080]; found 8080.",
  ],
  [
    "a port twice",
    { daemon: "ports: [80, 80]" },
    "hosts[0].daemons[0].ports[1]: port 80 stands twice: this list has it already. A connection belongs to one daemon.",
  ],
  [
    "a health page with a password",
    { daemon: "health: https://a:hunter2@b/" },
    "hosts[0].daemons[0].health: expected an address with http:// or https://, without user and password; found a secret (not shown here).",
  ],
  [
    "a health page of another kind",
    { daemon: "health: file:///etc/passwd" },
    'hosts[0].daemons[0].health: expected an address with http:// or https://, without user and password; found "file:///etc/passwd".',
  ],
  [
    "two ways to find",
    { find: "unit: a, command: b" },
    'hosts[0].daemons[0].find.command: "unit" is there already. Expected exactly one of unit, cgroup, pid_file, supervisor, command.',
  ],
  [
    "no way to find",
    { find: "" },
    "hosts[0].daemons[0].find: expected exactly one of unit, cgroup, pid_file, supervisor, command; found none.",
  ],
  [
    "a slip in the way to find",
    { find: "untit: a" },
    'hosts[0].daemons[0].find.untit: unknown key. Did you mean "unit"?',
  ],
  ["a unit that is an option", { find: "unit: --force" }, unitFault("--force")],
  ["a template of units", { find: "unit: zope@.service" }, unitFault("zope@.service")],
  ["a unit with a wildcard", { find: 'unit: "zope*"' }, unitFault("zope*")],
  ["a unit with a line break", { find: 'unit: "a\\nb"' }, unitFault("a\\u{a}b")],
  [
    "a cgroup above its root",
    { find: "cgroup: /a/../../b" },
    'hosts[0].daemons[0].find.cgroup: expected the path of a cgroup below /sys/fs/cgroup, which is left out: /system.slice/zope.service; no spaces, no letters beyond ASCII, no ".."; found "/a/../../b".',
  ],
  ["a pid file in no folder", { find: "pid_file: a.pid" }, pidFileFault("a.pid")],
  ...["/run/my app/zope.pid", "/run/zope/../zope.pid", "/run/café.pid"].map(
    (path): Case => [
      `a pid file that a host cannot be asked about: ${path}`,
      { find: `pid_file: "${path}"` },
      pidFileFault(path),
    ],
  ),
  [
    "a pattern that does not compile",
    { find: "command: (" },
    'hosts[0].daemons[0].find.command: expected a JavaScript regular expression that compiles (Unterminated group); found "(".',
  ],
  [
    "a pattern that matches everything",
    { find: "command: .*" },
    'hosts[0].daemons[0].find.command: expected a regular expression that does not match every command line; found ".*".',
  ],
  [
    "a program without its folder",
    { daemon: "restart: { argv: [reboot] }" },
    "hosts[0].daemons[0].restart.argv: expected the absolute path of a program first: [/usr/sbin/apachectl, graceful]; found a list.",
  ],
  [
    "an empty argument",
    { daemon: 'restart: { argv: [/bin/a, ""] }' },
    'hosts[0].daemons[0].restart.argv[1]: expected an argument: not empty, no control characters or line breaks; found "".',
  ],
  [
    "a command line in place of arguments",
    { daemon: "restart: { argv: /bin/a b }" },
    'hosts[0].daemons[0].restart.argv: expected a list: the absolute path of a program, then its arguments; found "/bin/a b". Write a list: ["/bin/a b"].',
  ],
  [
    "two ways to restart",
    { daemon: "restart: { systemd: a, monit: a }" },
    'hosts[0].daemons[0].restart.monit: "systemd" is there already. Expected exactly one of systemd, supervisor, runit, sysv, monit, argv.',
  ],
];

function thresholdFault(found: string): string {
  return `hosts[0].daemons[0].threshold: expected a size of 1 MiB or more like "3.5 GiB", a share of RAM like "45 %" up to 100 %, or auto; found ${found}`;
}

function pidFileFault(found: string): string {
  return `hosts[0].daemons[0].find.pid_file: expected the absolute path of a pid file on the host: /run/zope.pid; no spaces, no letters beyond ASCII, no ".."; found "${found}".`;
}

function unitFault(found: string): string {
  return `hosts[0].daemons[0].find.unit: expected the name of a systemd unit, one instance and no template: zope.service; found "${found}".`;
}

describe("one sentence, and only one, says what is wrong with", () => {
  it.each(table)("%s", (_, parts, fault) => {
    const faults = faultsOf(configText(parts));
    expect(faults.map((line) => line.replace(/^\d+:\d+ /, ""))).toEqual([fault]);
  });
});

describe("names", () => {
  const host = (name: string) => `  - { name: ${name}, connect: ssh, user: a, key: /k }\n`;
  const config = (...names: readonly string[]) => `channel: "#a"\nhosts:\n${names.map(host).join("")}`;
  const expected = 'expected a name: 1 to 64 of a-z, 0-9, ".", "_" and "-", first a letter or digit';

  it.each([
    ["Web", `${expected}; found "Web". Write "web".`],
    ["-web", `${expected}; found "-web".`],
    ["we b", `${expected}; found "we b".`],
    ["007", `${expected}; found 007. YAML does not take it for text: put it in quotes, "007".`],
    ["true", `${expected}; found true. YAML does not take it for text: put it in quotes, "true".`],
    ["all", 'expected another name: "all" means every host in commands; found "all".'],
    [`"\\e[2Jweb"`, `${expected}; found "\\u{1b}[2Jweb".`],
    ["a".repeat(70), `${expected}; found "${"a".repeat(60)}…".`],
  ])("are short and plain: not %s", (name, sentence) => {
    expect(faultsOf(config(name))).toEqual([`3:13 hosts[0].name: ${sentence}`]);
  });

  it("are unique without regard to case", () => {
    expect(faultsOf(config("web", "api", "WEB"))).toContain(
      '5:13 hosts[2].name: the name "WEB" is taken by hosts[0]. Give each its own.',
    );
  });

  it("of daemons may repeat on another host, not on the same", () => {
    const daemons =
      "daemons: [{ name: a, find: { unit: a } }, { name: b, find: { unit: b } }, { name: a, find: { unit: c } }]";
    const text = `channel: "#a"\nhosts:\n  - name: x\n    connect: local\n    ${daemons}\n  - { name: y, user: a, key: /k, daemons: [{ name: a, find: { unit: a } }] }\n`;
    expect(faultsOf(text)).toEqual([
      '5:87 hosts[0].daemons[2].name: the name "a" is taken by daemons[0]. Give each its own.',
    ]);
  });
});

describe("a host", () => {
  it("reached by SSH needs an account and a key, of its own or from defaults", () => {
    expect(faultsOf('channel: "#a"\nhosts:\n  - name: x\n')).toEqual(
      [
        "3:5 hosts[0].key: missing. Expected the path of a private key file on this machine, here or under defaults. For the machine that the bot runs on write connect: local.",
        "3:5 hosts[0].user: missing. Expected the name of an account on the host, here or under defaults. For the machine that the bot runs on write connect: local.",
      ].toReversed(),
    );
  });

  it("that is local takes no keys of SSH", () => {
    expect(faultsOf('channel: "#a"\nhosts: [{ name: x, connect: local, user: a, fingerprint: b }]')).toContain(
      "2:36 hosts[0].user: a local host is not reached by SSH. Delete this key, or connect: local.",
    );
  });

  it("that is local is there once", () => {
    const text = 'channel: "#a"\nhosts: [{ name: x, connect: local }, { name: y, connect: local }]';
    expect(faultsOf(text)).toEqual([
      "2:58 hosts[1].connect: hosts[0] is already the machine that the bot runs on. Keep one of them.",
    ]);
  });

  it("is needed", () => {
    expect(faultsOf('channel: "#a"\nhosts: []')).toEqual(["2:8 hosts: expected at least one host; found a list."]);
    expect(faultsOf('channel: "#a"')).toEqual(["1:1 hosts: missing. Expected a list of hosts, each with a name."]);
  });

  it("has each port for one daemon", () => {
    const text = configText({ daemon: "ports: [80]\n      - { name: b, find: { unit: b }, ports: [443, 80] }" });
    expect(faultsOf(text)).toEqual([
      "12:52 hosts[0].daemons[1].ports[1]: port 80 stands twice: daemons[0] has it already. A connection belongs to one daemon.",
    ]);
  });

  it("names for each repeated port the daemon that has it first, however often it is repeated", () => {
    const repeated = [1, 2].map((at) => `\n      - { name: d${at}, find: { unit: d${at} }, ports: [80] }`);
    const faults = faultsOf(configText({ daemon: `ports: [80, 80]${repeated.join("")}` }));
    expect(faults.map((fault) => fault.replace(/^\S+ hosts\[0\]\.(.*) A connection .*$/, "$1"))).toEqual([
      "daemons[0].ports[1]: port 80 stands twice: this list has it already.",
      "daemons[1].ports[0]: port 80 stands twice: daemons[0] has it already.",
      "daemons[2].ports[0]: port 80 stands twice: daemons[0] has it already.",
    ]);
  });
});

it("a required key with a slip in it is not reported as missing as well", () => {
  const text = 'chanel: "#a"\nhosts: [{ nam: x, connect: local }]';
  expect(faultsOf(text)).toEqual([
    '1:1 chanel: unknown key. Did you mean "channel"?',
    '2:11 hosts[0].nam: unknown key. Did you mean "name"?',
  ]);
});
