import { chmodSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { botScopes } from "../../src/adapters/slack/inspect-slack.ts";
import { createWorkspace, type Workspace } from "../../src/trial/workspace.ts";
import { callBot, type Ran, scipyBot } from "../support/call.ts";
import { control, messagesIn, textOf } from "../support/control.ts";
import { eventually } from "../support/eventually.ts";
import { createTypist, keys, type Typist } from "../support/typist.ts";

const { enter, down, ctrlC } = keys;

/** The trial workspace as if it were a real one: its tokens are typed in, and nothing else is known of it but its address. */
describe("scipy-bot init at a terminal", () => {
  let folder: string;
  let workspace: Workspace;
  let typist: Typist;
  let stop: () => void;
  let stopped: Promise<void>;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "scipy-init-"));
    const opened = await createWorkspace({ port: 0, scopes: botScopes });
    if (!opened.ok) throw new Error(opened.error.sentence);
    workspace = opened.value;
    typist = createTypist();
    stopped = new Promise((resolve) => {
      stop = resolve;
    });
  });
  afterEach(async () => {
    await workspace.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it("goes from nothing to a bot that answers in the channel, by Enter and two tokens", async () => {
    const ended = init();
    await answerAboutThisMachine();
    await typeTokens();
    const ran = await ended;
    expect(ran).toMatchObject({ code: 0, out: expect.stringContaining("Nothing keeps the bot from its work.") });
    expect(typist.shown() + ran.err + ran.out).not.toMatch(/xox[b]-trial|xapp-trial/);

    const bot = callBot({ folder, args: ["run"], stopped });
    const ask = { channel: "C01OPS", user: "U01ALICE", command: "/scipy", text: "status" };
    await eventually(async () => (await control(workspace, "command", ask)).body["ok"] === true);
    await eventually(async () => /local is .*load/.test(textOf((await messagesIn(workspace, "C01OPS")).at(-1))));
    stop();
    expect((await bot).code).toBe(0);
    expect((await control(workspace, "violations")).body).toEqual({ violations: [] });
  });

  it("asks again for what the bot would refuse, and says why", async () => {
    const ended = init();
    await typist.type("In which channel", `#Ops${enter}`);
    await typist.type("in lower case", `${backspaces(4)}ops${enter}`);
    await typist.type("Which host?", `a b${enter}`);
    await typist.type("Not understood", `${backspaces(3)}local${enter}`);
    await typist.type("Watch the heap", "y");
    await typist.type("How is it found?", enter);
    await typist.type("Which one? For example zope.service", `zope@.service${enter}`);
    await typist.type("expected the name of a systemd unit", `${backspaces(13)}zope.service${enter}`);
    await typist.type("What do people call it?", enter);
    await typist.type("Another daemon", "n");
    await typist.type("Another host?", "y");
    await typist.type("Which host?", `local${enter}`);
    await typist.type("local", `${backspaces(5)}web-1${enter}`);
    await typist.type("Watch the heap", "n");
    await typist.type("Another host?", "n");
    await typist.type("The bot's private key", enter);
    await typist.type("ssh-keygen -t ed25519", ctrlC);
    expect((await ended).code).toBe(130);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("waits for the key and the hosts' keys, which somebody makes meanwhile", async () => {
    const ended = init();
    await typist.type("In which channel", enter);
    await typist.type("Which host?", `b=probe@b.example.invalid:2222${enter}`);
    await typist.type("Watch the heap", "n");
    await typist.type("Another host?", "n");
    await typist.type("The bot's private key", `id${enter}`);
    await typist.sees("ssh-keygen");
    writeFileSync(join(folder, "id"), keyText(), { mode: 0o600 });
    await typist.type("ssh-keygen", enter);
    await typist.type("The file with the hosts' keys", `hosts${enter}`);
    await typist.sees("log in once");
    writeFileSync(join(folder, "hosts"), "", { mode: 0o644 });
    await typist.type("ssh -p 2222 -i id probe@b.example.invalid true", enter);
    await typist.type("The bot token", enter);
    expect(await ended).toMatchObject({ code: 0, err: expect.stringContaining("put both tokens into .env") });
    expect(await scipyBot(folder, ["check"])).toMatchObject({
      code: 2,
      err: expect.stringContaining("SLACK_BOT_TOKEN"),
    });
  });

  it("says which token is wrong without showing it, and lets both be put in later", async () => {
    const ended = init();
    await answerAboutThisMachine();
    await typist.type("The bot token", `xapp-canary${enter}`);
    await typist.type("swapped", `${backspaces(11)}${enter}`);
    expect(await ended).toMatchObject({ code: 0, err: expect.stringContaining("put both tokens into .env") });
    expect(typist.shown()).not.toContain("canary");
    expect(readFileSync(join(folder, ".env"), "utf8")).toContain("SLACK_BOT_TOKEN=\nSLACK_APP_TOKEN=\n");
  });

  it.each([
    ["Ctrl-C", () => typist.type("Which host?", ctrlC)],
    ["a closed terminal", () => typist.type("Which host?", "").then(() => typist.hangUp())],
    ["SIGTERM", () => typist.type("Which host?", "").then(() => stop())],
  ])("leaves no file, whole or half, after %s", async (_, leave) => {
    const ended = init();
    await typist.type("In which channel", enter);
    await leave();
    expect(await ended).toMatchObject({ code: 130, err: expect.stringContaining("stopped; nothing was written.") });
    expect(readdirSync(folder)).toEqual([]);
  });

  it("keeps both files that are there, by Enter alone", async () => {
    write("scipy.yml", 'channel: "#ops"\nhosts: [{ name: mine, connect: local }]\n', 0o644);
    write(".env", "SLACK_BOT_TOKEN=xoxb-trial\nSLACK_APP_TOKEN=xapp-trial\n", 0o600);
    const ended = init();
    await typist.type("scipy.yml is there already", enter);
    await typist.type(".env is there already", enter);
    expect(await ended).toMatchObject({ code: 0, out: expect.stringMatching(/mine .*reach/) });
    expect(readdirSync(folder).toSorted()).toEqual([".env", "scipy.yml"]);
  });

  it("replaces what is there by a clear choice alone, and keeps the old one", async () => {
    write("scipy.yml", "mine: true\n", 0o644);
    write(".env", "SCIPY_DATA=mine\nSLACK_BOT_TOKEN=\n", 0o600);
    const ended = init();
    await typist.type("scipy.yml is there already", down + enter);
    await answerAboutThisMachine();
    await typist.type("without both tokens", enter);
    await typeTokens();
    expect((await ended).code).toBe(0);
    expect(readFileSync(join(folder, "scipy.yml.old-1"), "utf8")).toBe("mine: true\n");
    expect(readFileSync(join(folder, ".env"), "utf8")).toContain("SCIPY_DATA=mine\nSLACK_BOT_TOKEN=xoxb-trial\n");
  });

  it("does not ask for what its options say, nor for tokens of the environment", async () => {
    const ended = init(["--channel", "ops", "--host", "local"], {
      SLACK_BOT_TOKEN: "xoxb-trial",
      SLACK_APP_TOKEN: "xapp-trial",
    });
    expect((await ended).code).toBe(0);
    expect(typist.shown()).toBe("");
  });

  it("does not read tokens from a terminal, where everybody would see them", async () => {
    expect(await init(["--tokens-from-stdin"])).toMatchObject({
      code: 2,
      err: expect.stringContaining("leave it out"),
    });
  });

  function init(args: readonly string[] = [], env: Record<string, string> = {}): Promise<Ran> {
    const all = { HOME: folder, SLACK_API_URL: workspace.apiUrl, ...env };
    return callBot({ folder, args: ["init", ...args], env: all, streams: typist.streams, stopped });
  }

  async function answerAboutThisMachine(): Promise<void> {
    await typist.type("In which channel", enter);
    await typist.type("Which host?", enter);
    await typist.type("Watch the heap of a daemon on local?", "n");
    await typist.type("Another host?", "n");
  }

  async function typeTokens(): Promise<void> {
    await typist.type("The bot token", `xoxb-trial${enter}`);
    await typist.type("The app-level token", `xapp-trial${enter}`);
  }

  function write(name: string, text: string, mode: number): void {
    writeFileSync(join(folder, name), text);
    chmodSync(join(folder, name), mode);
  }
});

function backspaces(count: number): string {
  return "\u007f".repeat(count);
}

function keyText(): string {
  const body = Buffer.concat([Buffer.from("openssh-key-v1\0"), Buffer.from([0, 0, 0, 4]), Buffer.from("none-no-key")]);
  return `-----BEGIN OPENSSH PRIVATE KEY-----\n${body.toString("base64")}\n-----END OPENSSH PRIVATE KEY-----\n`;
}
