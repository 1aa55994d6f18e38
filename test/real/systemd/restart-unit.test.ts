import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RestartDeskInTrial } from "../../support/restart-desk-in-trial.ts";
import { freePort, makeKey } from "../../support/supervised.ts";
import { type BootedSystemd, bootSystemd } from "./booted-systemd.ts";

/**
 * A host as most are: sshd and the daemon are units of a systemd that really runs. `host-setup` sets it up as printed, and
 * restarts go through its guard, which tells one start of a unit from the next by systemd's own InvocationID.
 */

const checkout = fileURLToPath(new URL("../../../", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "scipy-systemd-"));
const config = join(folder, "scipy.yml");

let systemd: BootedSystemd;
let desk: RestartDeskInTrial;

beforeAll(async () => {
  systemd = await bootSystemd(checkout);
  const ports = { sshd: await freePort(), zope: await freePort() };
  for (const name of ["look", "restart"]) makeKey(join(folder, name));
  await systemd.must(hostScript(ports, readFileSync(join(folder, "look.pub"), "utf8").trim()));
  const [, hostKey] = (await systemd.must("ssh-keygen -lf /etc/ssh/test_key.pub")).split(" ");
  writeFileSync(config, yamlOf(ports, hostKey ?? ""));
  const bot = join(checkout, "bin", "scipy-bot.js");
  const args = [bot, "host-setup", "web-1", "--print", "--config", config];
  const printed = spawnSync(process.execPath, args, { encoding: "utf8" });
  expect(printed).toMatchObject({ status: 0 });
  await systemd.must(printed.stdout);
  desk = await RestartDeskInTrial.start({ config, data: join(folder, "data") });
});

afterAll(async () => {
  await desk?.stop();
  await systemd?.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Ports {
  readonly sshd: number;
  readonly zope: number;
}

/** An account that looks, sshd, and two daemons: one that serves, and one that will not start a second time. */
function hostScript({ sshd, zope }: Ports, key: string): string {
  const server = `require("node:net").createServer((socket) => socket.on("error", () => 0)).listen(${zope}, "127.0.0.1")`;
  return `
useradd --system --create-home --shell /bin/sh --password '*' looker
install -d -o looker -m 700 ~looker/.ssh
echo '${key}' >~looker/.ssh/authorized_keys
ssh-keygen -q -t ed25519 -N '' -f /etc/ssh/test_key
mkdir -p /run/sshd
cat >/etc/systemd/system/test-sshd.service <<'E'
[Unit]
DefaultDependencies=no
[Service]
ExecStart=/usr/sbin/sshd -D -e -f /dev/null -p ${sshd} -h /etc/ssh/test_key -o ListenAddress=127.0.0.1 -o UsePAM=no
E
cat >/etc/systemd/system/zope.service <<'E'
[Unit]
DefaultDependencies=no
[Service]
ExecStart=/usr/bin/node -e '${server}'
E
cat >/etc/systemd/system/once.service <<'E'
[Unit]
DefaultDependencies=no
[Service]
Type=exec
ExecStartPre=mkdir /run/once
ExecStart=sleep 3600
E
systemctl daemon-reload
systemctl start test-sshd zope once
`;
}

function yamlOf({ sshd, zope }: Ports, hostKey: string): string {
  return `
channel: "#ops"
interval: 5 s
reviewers: { users: [U02BOB] }
restarts: { verify_for: 60 s, command_timeout: 10 s }
hosts:
  - name: web-1
    address: 127.0.0.1
    port: ${sshd}
    user: looker
    key: ${join(folder, "look")}
    fingerprint: ${hostKey}
    restart_by: { guard: true, user: restarter, key: ${join(folder, "restart")} }
    daemons:
      - name: zope
        find: { unit: zope.service }
        ports: [${zope}]
        restart: { systemd: zope.service }
      - name: once
        find: { unit: once.service }
        restart: { systemd: once.service }
`;
}

const invocationOf = (unit: string): Promise<string> => systemd.must(`systemctl show -p InvocationID --value ${unit}`);

describe("a unit of a systemd that runs", () => {
  it("is restarted once, through the guard, and its new start is what verifies that", async () => {
    const before = await invocationOf("zope");
    await desk.say("U01ALICE", "restart zope pages are slow");
    expect(await desk.isAsked("zope")).toContain("systemctl restart zope.service");
    await desk.approve("zope");
    await desk.outcomeOf("zope", /and all is well/);
    const after = await invocationOf("zope");
    expect(after).not.toBe(before);
    const [operation = "", ...others] = (await systemd.must("cat /var/lib/scipy-guard/operations/*"))
      .trim()
      .split("\n");
    expect(operation).toContain(`done before=${before.trim()} after=${after.trim()} exit=0`);
    expect(others).toEqual([]);
    await desk.expectNoViolations();
  });

  it("is left alone where it was started anew between the question and the approval", async () => {
    await desk.say("U01ALICE", "restart zope once more");
    await desk.isAsked("zope");
    await systemd.must("systemctl restart zope");
    const before = await invocationOf("zope");
    await desk.approve("zope");
    expect(await desk.outcomeOf("zope", /not restarted/)).toContain("zope");
    expect(await invocationOf("zope")).toBe(before);
  });

  it("that does not come up again is told as that, with systemd's own words in the thread", async () => {
    await desk.say("U01ALICE", "restart once it hangs");
    await desk.approve("once");
    const told = await desk.outcomeOf("once", /Unknown/);
    expect(told).toContain("the command ended with 1, and nothing runs");
    await expect.poll(async () => JSON.stringify(await desk.messages())).toContain("Job for once.service failed");
    await desk.outcomeOf("once", /Log in to web-1 and start once/);
  });
});
