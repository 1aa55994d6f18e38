import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createConnection, type Socket } from "node:net";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { control, textOf } from "../../support/control.ts";
import { eventually } from "../../support/eventually.ts";
import { holdHost } from "../../support/host-lock.ts";
import { RestartDeskInTrial } from "../../support/restart-desk-in-trial.ts";
import { type Sshd, startSshd } from "../../support/sshd.ts";
import { makeKey, Supervised } from "../../support/supervised.ts";

/**
 * From the slash command to verified figures: the bot as people start it, a real sshd, Debian's supervisor, a stand-in for
 * systemctl, and once more with guard, sudo and two keys.
 */

const account = `scipy-way-${process.pid}`;
const installed = [
  "/usr/local/sbin/scipy-guard",
  "/etc/scipy-guard",
  "/etc/sudoers.d/scipy-bot",
  "/var/lib/scipy-guard",
];
const supervised = new Supervised(`zope${process.pid}`);
const { folder } = supervised;
let sshd: Sshd;
let desk: RestartDeskInTrial;
const visitors: Socket[] = [];

beforeAll(async () => {
  if (process.getuid?.() !== 0) throw new Error("this needs root, who sets up the host");
  mkdirSync(join(folder, "bin"));
  spawnSync("chmod", ["755", folder]);
  await supervised.start();
  // What a host without systemd lacks: the commands of a unit, over a pid file.
  const systemctl = `#!/bin/sh
[ "$1 $2" = "restart unit-of-the-test.service" ] || { echo "systemctl $*: no such unit" >&2; exit 5; }
[ ! -s ${folder}/unit.pid ] || kill "$(cat ${folder}/unit.pid)" 2>/dev/null
sleep 900 >/dev/null 2>&1 </dev/null & echo $! >${folder}/unit.pid
`;
  writeFileSync(join(folder, "bin", "systemctl"), systemctl, { mode: 0o755 });
  spawnSync(join(folder, "bin", "systemctl"), ["restart", "unit-of-the-test.service"]);
  sshd = await startSshd({
    config: [`SetEnv PATH=${folder}/bin:/usr/bin:/bin:/usr/sbin:/sbin`],
  });
}, 60_000);

afterAll(async () => {
  for (const visitor of visitors) visitor.destroy();
  spawnSync("kill", [readFileSync(join(folder, "unit.pid"), "utf8").trim()]);
  await supervised.stop();
  await sshd?.stop();
});

afterEach(async () => {
  await desk.stop();
});

async function startBot(restartBy: string): Promise<void> {
  const port = sshd.port;
  const fingerprint = await sshd.fingerprint("ed25519");
  const yaml = `
channel: "#ops"
interval: 5 s
reviewers: { users: [U02BOB, U03CAROL] }
restarts: { verify_for: 60 s, command_timeout: 20 s }
hosts:
  - name: web-1
    address: 127.0.0.1
    port: ${port}
    user: ${sshd.user}
    key: ${sshd.keyFile}
    fingerprint: ${fingerprint}
    ${restartBy}
    daemons:
      - name: zope
        find: { supervisor: ${supervised.name} }
        ports: [${supervised.port}]
        threshold: 1 GiB
        restart: { supervisor: ${supervised.name} }
      - name: unit
        find: { pid_file: ${folder}/unit.pid }
        restart: { systemd: unit-of-the-test.service }
      - name: broken
        find: { pid_file: ${folder}/unit.pid }
        restart: { systemd: no-such-unit.service }
`;
  writeFileSync(join(folder, "scipy.yml"), yaml);
  desk = await RestartDeskInTrial.start({
    config: join(folder, "scipy.yml"),
    data: join(folder, `data${Date.now()}`),
  });
}

/** Somebody who would be cut. */
async function visit(): Promise<void> {
  const socket = createConnection({ host: "127.0.0.1", port: supervised.port });
  socket.on("error", () => undefined);
  visitors.push(socket);
  await new Promise((resolve) => socket.once("connect", resolve));
}

describe("over SSH by plain commands", () => {
  beforeEach(() => startBot(""));

  it("supervisor's daemon is asked for, approved by somebody else, restarted once and verified", async () => {
    await supervised.inflate();
    await visit();
    const before = supervised.pid();
    await desk.say("U01ALICE", "restart zope pages are slow");
    const asked = await desk.isAsked("zope");
    expect(asked).toContain(`supervisorctl restart ${supervised.name}`);
    expect(asked).toContain("pages are slow");
    expect(supervised.pid()).toBe(before);
    await desk.approve("zope");
    const told = await desk.outcomeOf("zope", /and all is well/);
    expect(told).toMatch(/"Heap"/);
    expect(supervised.pid()).not.toBe(before);
    await desk.expectNoViolations();
    const audit = await desk.say("U01ALICE", "audit 1");
    expect(audit.body).toMatchObject({ ok: true });
  });

  it("who asked may not approve, nor may a guest or somebody without the right", async () => {
    const before = supervised.pid();
    await desk.say("U01ALICE", "restart zope again");
    for (const user of ["U01ALICE", "U04GUEST", "U05DAVE"]) await desk.approve("zope", user);
    const whispered = await Promise.all(
      ["U01ALICE", "U04GUEST", "U05DAVE"].map(async (user) =>
        JSON.stringify((await control(desk, `ephemerals/${user}`)).body),
      ),
    );
    expect(whispered[0]).toContain("your own request");
    expect(whispered[1]).toContain("may not decide");
    expect(whispered[2]).toContain("Ask one of those who may");
    expect(supervised.pid()).toBe(before);
  });

  it("a unit is restarted by systemctl, and what it prints where there is no such unit is in the thread", async () => {
    const before = readFileSync(join(folder, "unit.pid"), "utf8");
    await desk.say("U01ALICE", "restart unit it is slow");
    await desk.approve("unit");
    await desk.outcomeOf("unit", /and all is well/);
    expect(readFileSync(join(folder, "unit.pid"), "utf8")).not.toBe(before);
    await desk.say("U01ALICE", "restart broken it is slow");
    await desk.approve("broken");
    const failed = await desk.outcomeOf("broken", /:x:/);
    expect(failed).toContain("ended with 5");
    await eventually(async () => (await desk.messages()).some((message) => textOf(message).includes("no such unit")));
  });
});

describe("with the guard, sudo and two keys", () => {
  let letGo: () => void = () => undefined;
  beforeAll(async () => {
    letGo = await holdHost();
    for (const file of installed)
      if (existsSync(file)) throw new Error(`${file} is there already: a real guard lives here`);
    makeKey(join(folder, "restart"));
  }, 400_000);
  afterAll(() => {
    spawnSync("userdel", ["-rf", account]);
    for (const file of installed) rmSync(file, { recursive: true, force: true });
    letGo();
  });

  it("the printed script sets the host up, and the whole way goes through the guard, once", async () => {
    const restartBy = `restart_by: { guard: true, user: ${account}, key: ${join(folder, "restart")} }`;
    await startBot(restartBy);
    const bot = new URL("../../../bin/scipy-bot.js", import.meta.url).pathname;
    const config = ["--config", join(folder, "scipy.yml")];
    const printed = spawnSync(process.execPath, [bot, "host-setup", "web-1", "--print", ...config], {
      encoding: "utf8",
    });
    expect(printed).toMatchObject({ status: 0 });
    expect(spawnSync("sh", ["-s"], { input: printed.stdout, encoding: "utf8" })).toMatchObject({ status: 0 });
    // This sshd reads the keys of one file, with the rights of whoever signs in: the account's line stands there, too.
    spawnSync("sh", ["-c", `cat /home/${account}/.ssh/authorized_keys >>${sshd.folder}/authorized_keys`]);
    spawnSync("chmod", ["755", sshd.folder]);
    await supervised.inflate();
    const before = supervised.pid();
    await desk.say("U01ALICE", "restart zope pages are slow");
    await desk.approve("zope", "U03CAROL");
    await desk.outcomeOf("zope", /and all is well/);
    expect(supervised.pid()).not.toBe(before);
    expect(readFileSync("/var/lib/scipy-guard/history", "utf8").trim().split("\n")).toHaveLength(1);
    await desk.expectNoViolations();
  });
});
