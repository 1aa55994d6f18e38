import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { NodeSSH } from "node-ssh";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSshCommands } from "../../../src/adapters/ssh/create-ssh-commands.ts";
import { systemClock } from "../../../src/adapters/system/clock.ts";
import { setupOfHost } from "../../../src/app-host-setup.ts";
import { parseConfig } from "../../../src/config/parse-config.ts";
import { seconds } from "../../../src/domain/time.ts";
import { guardOrder, parseGuardAnswer } from "../../../src/guard/answer.ts";
import { holdHost } from "../../support/host-lock.ts";
import { quietLog } from "../../support/quiet-log.ts";
import { type Sshd, startSshd } from "../../support/sshd.ts";

/** The whole of the host's side as an admin sets it up: the printed script run by root, sshd, sudo, and two keys. */

const account = `scipy-guard-${process.pid}`;
const installed = [
  "/usr/local/sbin/scipy-guard",
  "/etc/scipy-guard",
  "/etc/sudoers.d/scipy-bot",
  "/var/lib/scipy-guard",
];
const folder = mkdtempSync(join(tmpdir(), "scipy-host-"));
const key = join(folder, "restart");
let sshd: Sshd;
let script = "";
let letGo: () => void = () => undefined;

beforeAll(async () => {
  if (process.getuid?.() !== 0) throw new Error("this needs root, who sets up the host");
  letGo = await holdHost();
  for (const file of installed)
    if (existsSync(file)) throw new Error(`${file} is there already: a real guard lives here`);
  spawnSync("chmod", ["755", folder]);
  execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", key]);
  sshd = await startSshd({
    unprivileged: true,
    config: [
      `AuthorizedKeysFile .ssh/authorized_keys ${"%"}h/none`,
      "AcceptEnv LC_* IFS PATH ENV BASH_ENV SUDO_ASKPASS",
      "MaxSessions 200",
    ],
  });
  const control = join(folder, "control.sh");
  const body = `#!/bin/sh
echo "$@" >>${folder}/starts
old=$(cat ${folder}/zope.pid 2>/dev/null); [ -z "$old" ] || kill "$old"
sleep 900 >/dev/null 2>&1 </dev/null & echo $! >${folder}/zope.pid
echo "restarted by $(id -un)"
`;
  writeFileSync(control, body, { mode: 0o755 });
  spawnSync(control, ["first"]);
  script = scriptOf(control);
  const ran = spawnSync("sh", ["-s"], { input: script, encoding: "utf8" });
  if (ran.status !== 0) throw new Error(`the setup failed: ${ran.stdout}${ran.stderr}`);
}, 400_000);

afterAll(async () => {
  await sshd?.stop();
  if (existsSync(join(folder, "zope.pid"))) spawnSync("kill", [readFileSync(join(folder, "zope.pid"), "utf8").trim()]);
  spawnSync("userdel", ["-rf", account]);
  for (const file of [...installed, folder]) rmSync(file, { recursive: true, force: true });
  letGo();
});

function scriptOf(control: string): string {
  const yaml = `
channel: "#ops"
reviewers: { users: [U02] }
hosts:
  - name: web-1
    address: 127.0.0.1
    user: nobody
    key: ${key}
    restart_by: { guard: true, user: ${account}, key: ${key} }
    daemons:
      - name: zope
        find: { pid_file: ${folder}/zope.pid }
        restart: { argv: [${control}, "two words", "it's", "$(id)"] }
`;
  const config = parseConfig(yaml, "scipy.yml", { folder, home: folder });
  if (!config.ok) throw new Error(JSON.stringify(config.error));
  const setup = setupOfHost({ config: config.value, host: "web-1", from: "127.0.0.1" });
  if (!setup.ok) throw new Error(setup.error);
  return setup.value.script;
}

const starts = () => readFileSync(join(folder, "starts"), "utf8").trimEnd().split("\n");

async function order(...words: Parameters<typeof guardOrder>) {
  const commands = createSshCommands({ clock: systemClock, log: quietLog() });
  const sha256 = await sshd.fingerprint("ed25519");
  const trust = { kind: "fingerprint", sha256 } as const;
  const reach = { kind: "ssh", address: "127.0.0.1", port: sshd.port, user: account, keyFile: key, trust } as const;
  const ran = await commands.run({ name: "web-1", reach }, { argv: guardOrder(...words), hostKey: null }, seconds(30));
  await commands.stop();
  if (ran.kind !== "ended") throw new Error(`${ran.kind}: ${ran.detail}`);
  return parseGuardAnswer(ran.output);
}

/** As OpenSSH's own client asks, with whatever options. */
function ssh(options: readonly string[], command: readonly string[], input = "") {
  const usual = [
    "-i",
    key,
    "-p",
    String(sshd.port),
    "-o",
    "StrictHostKeyChecking=no",
    "-o",
    "UserKnownHostsFile=/dev/null",
    "-o",
    "BatchMode=yes",
    "-o",
    "LogLevel=ERROR",
  ];
  return spawnSync("ssh", [...usual, ...options, `${account}@127.0.0.1`, ...command], {
    encoding: "utf8",
    input,
    timeout: 30_000,
  });
}

describe("a host that was set up by the printed script", () => {
  it("restarts by the restart key what is listed, as root, with its words as they stand", async () => {
    const planned = await order("plan", "zope");
    if (planned.kind !== "planned") throw new Error(JSON.stringify(planned));
    const before = starts().length;
    expect(await order("restart", "zope", planned.generation, "op-1")).toMatchObject({
      kind: "done",
      exit: 0,
      output: "restarted by root",
    });
    expect(starts().slice(before)).toEqual(["two words it's $(id)"]);
    expect(await order("result", "op-1")).toMatchObject({ kind: "done" });
    expect(await order("restart", "zope", planned.generation, "op-2")).toMatchObject({ kind: "refused" });
  });

  it("can be set up again, which changes nothing", async () => {
    expect(spawnSync("sh", ["-s"], { input: script }).status).toBe(0);
    const keys = readFileSync(`/home/${account}/.ssh/authorized_keys`, "utf8");
    expect(keys.trim().split("\n")).toHaveLength(1);
    expect(await order("plan", "zope")).toMatchObject({ kind: "planned" });
  });

  it("gives no shell, no terminal, no forwarding and no files by that key", () => {
    expect(ssh([], []).stdout).toBe("scipy-guard/1 refused why=not_an_order\n");
    expect(ssh(["-tt"], ["id"]).stdout).not.toContain("uid=");
    expect(ssh(["-N", "-o", "ExitOnForwardFailure=yes", "-R", "0:127.0.0.1:22"], []).status).not.toBe(0);
    expect(ssh(["-W", "127.0.0.1:22"], []).status).not.toBe(0);
    expect(ssh(["-s"], ["sftp"]).stdout).not.toMatch(/\0/);
    expect(
      spawnSync("scp", [
        "-i",
        key,
        "-P",
        String(sshd.port),
        "-o",
        "StrictHostKeyChecking=no",
        "-o",
        "UserKnownHostsFile=/dev/null",
        "-o",
        "BatchMode=yes",
        `${account}@127.0.0.1:/etc/passwd`,
        folder,
      ]).status,
    ).not.toBe(0);
    expect(existsSync(join(folder, "passwd"))).toBe(false);
  });

  it("takes nothing from the environment that the client sends", () => {
    const evil = [
      "LC_ALL=xx",
      "LC_X=$(id)",
      "IFS=a",
      "PATH=/evil",
      "BASH_ENV=/evil",
      "ENV=/evil",
      "SUDO_ASKPASS=/evil",
    ];
    const ran = ssh(["-o", `SetEnv=${evil.join(" ")}`], ["scipy-guard", "plan", "zope"]);
    expect(ran.stdout).toMatch(/^scipy-guard\/1 planned generation=\S+\n$/);
  });

  it("lets the account run the guard as root without words, and nothing else", () => {
    const as = (...words: readonly string[]) =>
      spawnSync("sudo", ["-u", account, "sudo", "-n", ...words], { encoding: "utf8", input: "" });
    expect(as("-l").stdout).toMatch(/NOPASSWD: \/usr\/local\/sbin\/scipy-guard ""\n?$/);
    expect(as("/usr/local/sbin/scipy-guard").stdout).toContain("refused why=not_an_order");
    const near = nearCommands();
    expect(near.length).toBeGreaterThanOrEqual(200);
    const allowed = near.filter((words) => as(...words).status === 0);
    expect(allowed).toEqual([]);
  }, 60_000);

  it("runs nothing for 10,000 strings that are no order", async () => {
    const before = { starts: starts().length, folder: execFileSync("ls", [folder], { encoding: "utf8" }) };
    const client = new NodeSSH();
    await client.connect({ host: "127.0.0.1", port: sshd.port, username: account, privateKeyPath: key });
    client.connection?.on("error", () => undefined);
    const strings = hostileStrings(10_000);
    const odd: string[] = [];
    await Promise.all(
      Array.from({ length: 8 }, async (_, lane) => {
        for (let at = lane; at < strings.length; at += 8) {
          const said = await answerTo(client, strings[at] ?? "");
          if (said !== "scipy-guard/1 refused why=not_an_order\n")
            odd.push(`${JSON.stringify(strings[at])}: ${JSON.stringify(said)}`);
        }
      }),
    );
    client.dispose();
    expect(odd).toEqual([]);
    expect({ starts: starts().length, folder: execFileSync("ls", [folder], { encoding: "utf8" }) }).toEqual(before);
  }, 300_000);
});

function nearCommands(): readonly (readonly string[])[] {
  const guard = "/usr/local/sbin/scipy-guard";
  const programs = [
    "sh",
    "/bin/sh",
    "bash",
    "su",
    "visudo",
    "tee",
    "systemctl",
    "supervisorctl",
    "cat",
    "/usr/local/sbin/scipy-guard2",
    "/usr/local/sbin/../sbin/scipy-guard",
    "./scipy-guard",
    "scipy-guard/",
  ];
  const words = [
    "",
    " ",
    "-",
    "--",
    "-c",
    "probe",
    "plan",
    "plan zope",
    "restart",
    "*",
    "?",
    "''",
    "$(id)",
    "\\",
    "zope",
    "../zope",
  ];
  return [
    ...words.map((word) => [guard, word]).slice(1),
    ...programs.flatMap((program) => words.map((word) => [program, word])),
    [guard, "plan", "zope"],
    ["-u", "nobody", guard],
    ["-s"],
    ["-i"],
    ["-E", "PATH=/evil", "sh"],
    ["-C", "200", "sh"],
  ];
}

/** Of signs that shells read, of orders that are nearly right, and of anything. */
function hostileStrings(count: number): readonly string[] {
  const pieces = [
    "scipy-guard",
    "restart",
    "plan",
    "zope",
    "result",
    "op-1",
    " ",
    "  ",
    "\t",
    ";",
    "|",
    "&",
    "&&",
    "$(touch x)",
    "`id`",
    "'",
    '"',
    "\\",
    "\n",
    "\r",
    "*",
    "?",
    "~",
    "!",
    "#",
    "-",
    "--",
    ">",
    "<",
    "/bin/sh",
    "-c",
    "\u0000x",
    "é",
    "💥",
    "%s",
    "%n",
    "\\n",
    "$IFS",
    "$SSH_ORIGINAL_COMMAND",
    "../",
    ".",
  ];
  const built = fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 9 }).map((parts) => parts.join(""));
  const order = /^\s*scipy-guard +(probe|plan +[a-z0-9]\S*|result +\S+|restart +\S+ +\S+ +\S+) *$/;
  const any = fc.oneof(built, fc.string({ unit: "binary", minLength: 1, maxLength: 60 }));
  // SSH carries no NUL to a shell, and what is an order is none of these.
  const usable = any.filter(
    (text) => !text.includes("\u0000") && !order.test(text.split("\n")[0] ?? "") && !/[\ud800-\udfff]/u.test(text),
  );
  return fc.sample(usable, { numRuns: count, seed: 20_261_126 });
}

function answerTo(client: NodeSSH, command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    client.connection?.exec(command, (error, channel) => {
      if (error !== undefined && error !== null) return reject(error);
      let said = "";
      channel.on("data", (data: Buffer) => {
        said += data.toString();
      });
      channel.stderr.on("data", (data: Buffer) => {
        said += `stderr: ${data.toString()}`;
      });
      channel.on("close", () => resolve(said));
    });
  });
}
