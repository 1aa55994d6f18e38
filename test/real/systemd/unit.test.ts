import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { botScopes } from "../../../src/adapters/slack/inspect-slack.ts";
import { createWorkspace, type Workspace } from "../../../src/trial/workspace.ts";
import { control, messagesIn } from "../../support/control.ts";
import { eventually } from "../../support/eventually.ts";
import { type BootedSystemd, bootSystemd } from "./booted-systemd.ts";

/** The unit that is shipped, unchanged, installed as docs/install.md says, in a systemd that really runs. */

const checkout = fileURLToPath(new URL("../../../", import.meta.url));

let workspace: Workspace;
let systemd: BootedSystemd;

beforeAll(async () => {
  // Builds the checkout where that is needed.
  execFileSync(process.execPath, ["bin/scipy-bot.js", "--version"], { cwd: checkout });
  const opened = await createWorkspace({ port: 0, scopes: botScopes });
  if (!opened.ok) throw new Error(opened.error.sentence);
  workspace = opened.value;
  systemd = await bootSystemd(checkout);
  await must(install);
  await must(`mkdir -p /etc/systemd/system/scipy-bot.service.d && printf '${dropIn()}' \\
    >/etc/systemd/system/scipy-bot.service.d/test.conf && systemctl daemon-reload`);
});

afterAll(async () => {
  await systemd?.stop();
  await workspace?.stop();
});

const install = `
install -d -m 755 /etc/scipy
printf 'channel: "#ops"\\nhosts:\\n  - { name: local, connect: local }\\n' >/etc/scipy/scipy.yml
(umask 077; echo xoxb-trial >/etc/scipy/slack-bot-token; echo xapp-trial >/etc/scipy/slack-app-token)
ssh-keygen -q -t ed25519 -N '' -f /etc/scipy/ssh-key
install -m 644 /opt/scipy-bot/packaging/scipy-bot.service /etc/systemd/system/
`;

/** Where Slack is, and where the journal would be; nothing of the unit's own is replaced. */
function dropIn(): string {
  const log = "append:/run/scipy-bot.log";
  return (
    `[Unit]\\nDefaultDependencies=no\\n[Service]\\nEnvironment=SLACK_API_URL=${workspace.apiUrl}\\n` +
    `StandardOutput=${log}\\nStandardError=${log}\\n`
  );
}

const must = (line: string): Promise<string> => systemd.must(line);
const show = async (property: string): Promise<string> =>
  (await must(`systemctl show --value -p ${property} scipy-bot`)).trim();
const log = (): Promise<string> => must("cat /run/scipy-bot.log");
const isReady = async (): Promise<boolean> => (await log().catch(() => "")).includes('"ready"');

describe("the unit in a systemd that runs", () => {
  it("starts the bot as a user of its own, with the secrets that systemd hands it, and answers in Slack", async () => {
    await must("systemctl start scipy-bot");
    await eventually(isReady);
    await control(workspace, "command", { channel: "C01OPS", user: "U01ALICE", command: "/scipy", text: "status" });
    await eventually(async () => JSON.stringify(await messagesIn(workspace, "C01OPS")).includes("local is "));
    const user = (await must(`stat -c %u /proc/${await show("MainPID")}`)).trim();
    // The range that DynamicUser takes its users from; whether they have names is up to another package.
    expect(Number(user)).toBeGreaterThanOrEqual(61_184);
    expect(await must("stat -c '%u %a' /var/lib/private/scipy/scipy.db")).toBe(`${user} 600\n`);
    expect(await show("MemoryMax")).toBe(String(512 * 1024 ** 2));
  });

  it("is started again when it was killed, with what it had stored", async () => {
    const before = await show("MainPID");
    await must("echo >/run/scipy-bot.log && systemctl kill -s KILL scipy-bot");
    await eventually(isReady);
    expect(await show("MainPID")).not.toBe(before);
    expect(await show("NRestarts")).toBe("1");
  });

  it("ends in order when it is stopped", async () => {
    await must("systemctl stop scipy-bot");
    expect([await show("Result"), await show("ExecMainStatus")]).toEqual(["success", "0"]);
  });

  it("is rated by systemd as less exposed than 2 of 10", async () => {
    await must("systemd-analyze verify scipy-bot.service");
    // The threshold is in tenths.
    await must("systemd-analyze security --offline=true --threshold=20 /etc/systemd/system/scipy-bot.service");
  });

  it("stays down where only a person can mend what is wrong, and says what that is", async () => {
    await must("echo 'hosts: 5' >/etc/scipy/scipy.yml && echo >/run/scipy-bot.log && systemctl start scipy-bot");
    await eventually(async () => (await show("ActiveState")) === "failed");
    expect([await show("ExecMainStatus"), await show("NRestarts")]).toEqual(["2", "0"]);
    expect(await log()).toMatch(/scipy\.yml:1:\d+/);
  });
});
