import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { botScopes } from "../../src/adapters/slack/inspect-slack.ts";
import type { Call } from "../../src/cli/call.ts";
import { createWorkspace, type Workspace } from "../../src/trial/workspace.ts";
import { callBot, scipyBot } from "../support/call.ts";
import { piped } from "../support/no-terminal.ts";

const tokens = { SLACK_BOT_TOKEN: "xoxb-trial", SLACK_APP_TOKEN: "xapp-trial" };
const enough = ["--channel", "#ops", "--host", "local"];
let workspace: Workspace;
let folder: string;

beforeAll(async () => {
  const opened = await createWorkspace({ port: 0, scopes: botScopes });
  if (!opened.ok) throw new Error(opened.error.sentence);
  workspace = opened.value;
});
afterAll(() => workspace.stop());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "scipy-init-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe("scipy-bot init without a terminal", () => {
  it("writes both files from its options and the environment, and ends with what doctor says", async () => {
    const ran = await init(enough);
    expect(ran).toMatchObject({ code: 0, out: expect.stringContaining("Nothing keeps the bot from its work.") });
    expect(ran.err).toContain("Next: npx scipy-bot run");
    expect(statSync(join(folder, ".env")).mode & 0o777).toBe(0o600);
    expect(read(".env")).toContain(
      `SLACK_BOT_TOKEN=xoxb-trial\nSLACK_APP_TOKEN=xapp-trial\nSLACK_API_URL=${workspace.apiUrl}\n`,
    );
    expect(readdirSync(folder).toSorted()).toEqual([".env", "scipy.yml"]);
    // From here on the two files are enough.
    expect(await scipyBot(folder, ["check"])).toMatchObject({ code: 0, err: expect.stringContaining("no fault") });
    expect((await scipyBot(folder, ["doctor"])).code).toBe(0);
  });

  it("takes the tokens from a pipe, in any order, so that nobody sees them among the processes", async () => {
    const env = { SLACK_API_URL: workspace.apiUrl };
    const args = [...enough, "--tokens-from-stdin"];
    const ran = await call(args, { env, streams: piped("xapp-trial\n\nxoxb-trial\n") });
    expect(ran.code).toBe(0);
    expect(read(".env")).toContain("SLACK_BOT_TOKEN=xoxb-trial\nSLACK_APP_TOKEN=xapp-trial\n");
  });

  it("has doctor's exit code, and keeps what it wrote, where doctor finds something", async () => {
    const ran = await init(["--channel", "#random", "--host", "local"]);
    expect(ran).toMatchObject({ code: 4, err: expect.stringContaining("Mend what FAILED") });
    expect(ran.out).toContain("/invite");
    expect(existsSync(join(folder, "scipy.yml"))).toBe(true);
  });

  it("lists all that is missing at once, with the link that makes the app, and writes nothing", async () => {
    const ran = await call([]);
    expect(ran.code).toBe(2);
    for (const part of [
      "--channel '#ops'",
      "--host local",
      "--tokens-from-stdin",
      "https://api.slack.com/apps?new_app=1",
      "Nothing was written",
    ])
      expect(ran.err).toContain(part);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("shows no link where only the rest is missing", async () => {
    const ran = await init([]);
    expect(ran).toMatchObject({ code: 2, err: expect.stringContaining("Missing: --channel") });
    expect(ran.err).not.toContain("https://");
  });

  it.each([
    ["a host that is none", ["--channel", "#ops", "--host", "a b"], /--host "a b": expected local/],
    ["a daemon that is none", [...enough, "--daemon", "zope"], /--daemon "zope": expected \[HOST\/\]NAME=KIND:WHAT/],
    [
      "a daemon of a host that is not named",
      [...enough, "--daemon", "web/zope=unit:a"],
      /no --host has the name "web"/,
    ],
    ["a daemon without any host", ["--daemon", "zope=unit:zope.service"], /--daemon needs the --host/],
    ["a channel that Slack does not have", ["--channel", "#Ops", "--host", "local"], /scipy.yml:5:10 channel:/],
    ["the same host twice", [...enough, "--host", "local"], /hosts\[1\]\.name/],
    ["a key that is not there", ["--channel", "#ops", "--host", "scipy@web-1"], /defaults\.key: there is no file/],
    ["--keep with --replace", [...enough, "--keep", "--replace"], /opposite/],
    ["an option that it has not", [...enough, "--hosts", "x"], /Did you mean --host\?/],
  ] as const)("refuses %s, and writes nothing", async (_, args, told) => {
    expect(await init(args)).toMatchObject({ code: 2, err: expect.stringMatching(told) });
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    ["another kind of token", "xoxp-canary", /standard input: .*xoxb-/],
    ["two tokens of a kind", "xoxb-canary1 xoxb-canary2", /two bot tokens/],
    ["one token of two", "xoxb-canary", /Missing: the tokens/],
    ["more than tokens", `xoxb-a ${"canary".repeat(1000)}`, /standard input: .*xoxb-/],
  ])("refuses %s from a pipe, and shows none of it", async (_, typed, told) => {
    const ran = await call([...enough, "--tokens-from-stdin"], { streams: piped(typed) });
    expect(ran).toMatchObject({ code: 2, err: expect.stringMatching(told) });
    expect(ran.err).not.toContain("canary");
    expect(readdirSync(folder)).toEqual([]);
  });

  it("takes hosts over SSH with daemons, and the paths of key and known hosts", async () => {
    writeFileSync(join(folder, "id"), keyText(), { mode: 0o600 });
    writeFileSync(join(folder, "hosts"), "", { mode: 0o644 });
    const args = ["--channel", "ops", "--host", "probe@127.0.0.1:1", "--host", "b=b.example.invalid"];
    const more = ["--daemon", "zope=unit:zope.service", "--daemon", "b/worker=pid_file:/run/w.pid"];
    await init([...args, ...more, "--key", "id", "--known-hosts", "hosts"]);
    expect(read("scipy.yml")).toContain(`
  - name: 127.0.0.1
    user: probe
    port: 1
    daemons:
      - name: zope
        find:
          unit: zope.service
  - name: b
    address: b.example.invalid
    daemons:
      - name: worker
        find:
          pid_file: /run/w.pid
`);
    expect(await scipyBot(folder, ["check"])).toMatchObject({ code: 0 });
  });

  it("can be stopped while it waits for the tokens, with nothing written", async () => {
    const ran = await call([...enough, "--tokens-from-stdin"], { stopped: Promise.resolve() });
    expect(ran).toMatchObject({ code: 130, err: expect.stringContaining("nothing was written") });
    expect(readdirSync(folder)).toEqual([]);
  });

  it("says that it cannot write, and leaves nothing", async () => {
    const ran = await init([...enough, "--env-file", "none/.env"]);
    expect(ran).toMatchObject({ code: 1, err: expect.stringContaining("none/.env could not be written (ENOENT)") });
    expect(readdirSync(folder)).toEqual([]);
  });

  it("writes where --config and --env-file say, and doctor looks there", async () => {
    mkdirSync(join(folder, "etc"));
    const ran = await init([...enough, "--config", "etc/my.yml", "--env-file", "etc/my.env"]);
    expect(ran.code).toBe(0);
    expect(readdirSync(join(folder, "etc")).toSorted()).toEqual(["my.env", "my.yml"]);
  });
});

describe("scipy-bot init where files are already", () => {
  const mine = 'channel: "#mine"\nhosts: [{ name: mine, connect: local }]\n';

  it("touches none of them without a yes", async () => {
    writeFileSync(join(folder, "scipy.yml"), mine);
    writeFileSync(join(folder, ".env"), "SCIPY_DATA=x\n", { mode: 0o600 });
    const ran = await init(enough);
    expect(ran).toMatchObject({ code: 2, err: expect.stringContaining("there already: scipy.yml and .env. --keep") });
    expect([read("scipy.yml"), read(".env")]).toEqual([mine, "SCIPY_DATA=x\n"]);
  });

  it("with --keep writes only what is not there", async () => {
    writeFileSync(join(folder, "scipy.yml"), mine.replace("#mine", "#ops"));
    expect(await init(["--keep"])).toMatchObject({ code: 0 });
    expect(read("scipy.yml")).toContain("name: mine");
    expect(read(".env")).toContain("SLACK_APP_TOKEN=xapp-trial");
  });

  it("with --replace keeps the old ones, and every other variable", async () => {
    writeFileSync(join(folder, "scipy.yml"), mine);
    const before = "# mine\nSCIPY_DATA=x\nSLACK_BOT_TOKEN=xoxb-old\n";
    writeFileSync(join(folder, ".env"), before, { mode: 0o600 });
    const ran = await init([...enough, "--replace"]);
    expect(ran).toMatchObject({ code: 0, err: expect.stringContaining("scipy.yml.old-1") });
    expect([read("scipy.yml.old-1"), read(".env.old-1")]).toEqual([mine, before]);
    expect(read(".env")).toMatch(/^# mine\nSCIPY_DATA=x\nSLACK_BOT_TOKEN=xoxb-trial\nSLACK_APP_TOKEN=xapp-trial\n/);
    expect(statSync(join(folder, ".env.old-1")).mode & 0o777).toBe(0o600);
  });

  it("writes no .env where the environment names files of the tokens", async () => {
    for (const [name, text] of Object.entries({ bot: "xoxb-trial", app: "xapp-trial" }))
      writeFileSync(join(folder, name), text, { mode: 0o600 });
    const env = { SLACK_BOT_TOKEN_FILE: "bot", SLACK_APP_TOKEN_FILE: "app", SLACK_API_URL: workspace.apiUrl };
    expect(await call(enough, { env })).toMatchObject({ code: 0 });
    expect(readdirSync(folder)).not.toContain(".env");
  });

  it.each([
    [".env", "chmod 600"],
    ["scipy.yml", "chmod go-w"],
  ])("refuses a %s that others can change or read, before anything else", async (name, mend) => {
    writeFileSync(join(folder, name), "");
    chmodSync(join(folder, name), 0o666);
    expect(await init(enough)).toMatchObject({ code: 2, err: expect.stringContaining(mend) });
  });

  it("refuses an .env that the bot could not read, and says in which line", async () => {
    writeFileSync(join(folder, ".env"), "SCIPY_DATA: x\n", { mode: 0o600 });
    expect(await init(enough)).toMatchObject({ code: 2, err: expect.stringContaining(".env:1:1 SCIPY_DATA") });
  });
});

function init(args: readonly string[]) {
  return call(args, { env: { ...tokens, SLACK_API_URL: workspace.apiUrl } });
}

function call(args: readonly string[], more: Partial<Pick<Call, "env" | "streams" | "stopped">> = {}) {
  return callBot({ folder, args: ["init", ...args], ...more, env: { HOME: folder, ...more.env } });
}

function read(name: string): string {
  return readFileSync(join(folder, name), "utf8");
}

function keyText(): string {
  const body = Buffer.concat([Buffer.from("openssh-key-v1\0"), Buffer.from([0, 0, 0, 4]), Buffer.from("none-no-key")]);
  return `-----BEGIN OPENSSH PRIVATE KEY-----\n${body.toString("base64")}\n-----END OPENSSH PRIVATE KEY-----\n`;
}
