import { chmod, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { botScopes } from "../../src/adapters/slack/inspect-slack.ts";
import type { Finding } from "../../src/domain/doctor/finding.ts";
import { createWorkspace, type Workspace } from "../../src/trial/workspace.ts";
import { scipyBot } from "../support/call.ts";
import { control } from "../support/control.ts";

const tokens = { SLACK_BOT_TOKEN: "xoxb-trial", SLACK_APP_TOKEN: "xapp-trial" };
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "scipy-doctor-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe("scipy-bot check", () => {
  it("lists five faults with their lines and exits with 2", async () => {
    await config(`channel: "#ops"
intervall: 15 s
hosts:
  - name: here
    connect: locale
    daemons:
      - name: zope
        find: { unit: zope.service, command: zope }
        threshold: 45
        ports: [80800]
`);
    const ran = await scipyBot(folder, ["check"], tokens);
    expect(ran.code).toBe(2);
    for (const place of [":2:", ":5:", ":8:", ":9:", ":10:"]) expect(ran.err).toContain(`scipy.yml${place}`);
    expect(ran.err).toContain("5 faults; nothing was started");
    expect(ran.err).toContain('"interval"');
  });

  it("gives the same faults as JSON on standard output alone", async () => {
    await config("channel: 7\n");
    const ran = await scipyBot(folder, ["check", "--json"], tokens);
    expect(ran).toMatchObject({ code: 2, err: "" });
    expect(JSON.parse(ran.out).faults).toContainEqual(
      expect.objectContaining({ file: "scipy.yml", line: 1, key: "channel" }),
    );
  });

  it("lists the faults of scipy.yml and of the tokens together", async () => {
    await config("channel: 7\nhosts: [{ name: here, connect: local }]\n");
    const ran = await scipyBot(folder, ["check"], { SLACK_BOT_TOKEN: "xoxb-trial" });
    expect(ran.err).toContain("channel");
    expect(ran.err).toContain("SLACK_APP_TOKEN");
  });

  it("finds no fault in a good scipy.yml while nothing of Slack is set up yet", async () => {
    await config('channel: "#ops"\nhosts: [{ name: here, connect: local }]\n');
    for (const env of [{}, { SCIPY_DATA: "/tmp", SCIPY_SOCKETS: "1" }]) {
      expect(await scipyBot(folder, ["check"], env)).toMatchObject({
        code: 0,
        err: expect.stringContaining(".env.example"),
      });
    }
  });

  it("refuses an .env that others can read, and says which command mends it", async () => {
    await config('channel: "#ops"\nhosts: [{ name: here, connect: local }]\n');
    await writeFile(join(folder, ".env"), "SLACK_BOT_TOKEN=xoxb-canary-1\n");
    await chmod(join(folder, ".env"), 0o644);
    const ran = await scipyBot(folder, ["check"], tokens);
    expect(ran).toMatchObject({ code: 2, err: expect.stringContaining("chmod 600") });
    expect(ran.err).not.toContain("canary");
  });

  it("says what comes next where there is no fault", async () => {
    await config('channel: "#ops"\nhosts: [{ name: here, connect: local }]\n');
    expect(await scipyBot(folder, ["check"], tokens)).toMatchObject({
      code: 0,
      err: expect.stringContaining("doctor"),
    });
  });
});

describe("scipy-bot doctor", () => {
  let workspace: Workspace;
  beforeEach(async () => {
    const opened = await createWorkspace({
      port: 0,
      scopes: botScopes,
    });
    if (!opened.ok) throw new Error(opened.error.sentence);
    workspace = opened.value;
  });
  afterEach(() => workspace.stop());

  it("finds nothing to mend where tokens, scopes, channel and host are right", async () => {
    const { code, findings } = await doctor("#ops");
    expect(code).toBe(0);
    expect(findings.map(({ subject, check, outcome }) => [subject, check, outcome])).toEqual([
      ["slack", "bot token", "ok"],
      ["slack", "scopes", "ok"],
      ["slack", "app token", "ok"],
      ["slack", "channel", "ok"],
      ["store", "data folder", "ok"],
      ["store", "free space", expect.stringMatching(/ok|warning/)],
      ["here", "reach", "ok"],
      ["here", "clock", "ok"],
      ["here", "memory", "ok"],
      ["here", "pressure", expect.stringMatching(/ok|warning/)],
      ["here", "cpu", "ok"],
    ]);
  });

  it.each([
    ["#random", "/invite"],
    ["#nowhere", "no channel #nowhere"],
    ["C0NOWHERE1", "no channel C0NOWHERE1"],
  ])("says what to do about a channel %s that the bot cannot speak in", async (channel, sentence) => {
    const { code, findings } = await doctor(channel);
    expect(code).toBe(4);
    expect(findingOf(findings, "channel")).toMatchObject({
      outcome: "failed",
      sentence: expect.stringContaining(sentence),
    });
  });

  it("names the token that Slack refuses, and never prints it", async () => {
    const { code, findings, printed } = await doctor("#ops", { ...tokens, SLACK_BOT_TOKEN: "xoxb-canary-wrong" });
    expect(code).toBe(4);
    expect(findingOf(findings, "bot token")).toMatchObject({
      outcome: "failed",
      sentence: expect.stringContaining("SLACK_BOT_TOKEN"),
    });
    expect(printed).not.toContain("canary");
  });

  it("names the scopes that are missing", async () => {
    const poorer = await createWorkspace({ port: 0, scopes: ["chat:write", "channels:read", "groups:read"] });
    if (!poorer.ok) throw new Error(poorer.error.sentence);
    const { findings } = await doctor("#ops", tokens, poorer.value);
    await poorer.value.stop();
    expect(findingOf(findings, "scopes")).toMatchObject({
      outcome: "failed",
      sentence: expect.stringContaining("commands"),
    });
  });

  it("says that alerts may be told twice where only the scopes for looking them up are missing", async () => {
    const poorer = await createWorkspace({ port: 0, scopes: botScopes.filter((scope) => !scope.includes("history")) });
    if (!poorer.ok) throw new Error(poorer.error.sentence);
    const { code, findings } = await doctor("#ops", tokens, poorer.value);
    await poorer.value.stop();
    expect(code).toBe(0);
    expect(findingOf(findings, "scopes")).toMatchObject({
      outcome: "warning",
      sentence: expect.stringMatching(/channels:history.*told twice/),
    });
  });

  it("names the data folder that the bot cannot use, and makes none", async () => {
    await writeFile(join(folder, "a-file"), "");
    const { code, findings } = await doctor("#ops", { ...tokens, SCIPY_DATA: join(folder, "a-file", "data") });
    expect(code).toBe(4);
    expect(findingOf(findings, "data folder")).toMatchObject({ subject: "store", outcome: "failed" });
    await doctor("#ops");
    expect(await readdir(folder)).not.toContain("data");
  });

  it("names the database where the store is in one, without its password", async () => {
    const url = "postgres://scipy:canary@127.0.0.1:1/bot";
    const { findings, printed } = await doctor("#ops", { ...tokens, SCIPY_DATABASE_URL: url });
    expect(findingOf(findings, "database")?.sentence).toContain("127.0.0.1");
    expect(printed).not.toContain("canary");
  });

  it("says so when Slack does not answer, and still examines the hosts", async () => {
    await control(workspace, "fault", { kind: "outage", seconds: 30 });
    const { code, findings } = await doctor("#ops");
    expect(code).toBe(4);
    expect(findingOf(findings, "bot token")?.outcome).toBe("failed");
    expect(findingOf(findings, "reach")?.outcome).toBe("ok");
  });

  async function doctor(channel: string, env: Record<string, string> = tokens, of: Workspace = workspace) {
    await config(`channel: "${channel}"\nhosts: [{ name: here, connect: local }]\n`);
    const ran = await scipyBot(folder, ["doctor", "--json"], { ...env, SLACK_API_URL: of.apiUrl });
    const findings = JSON.parse(ran.out).findings as Finding[];
    return { code: ran.code, findings, printed: ran.out + ran.err };
  }
});

function findingOf(findings: readonly Finding[], check: string): Finding | undefined {
  return findings.find((finding) => finding.check === check);
}

async function config(text: string): Promise<void> {
  await writeFile(join(folder, "scipy.yml"), text);
}
