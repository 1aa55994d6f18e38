import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { loadSlackSettings } from "../../src/config/load-slack-settings.ts";
import { temporaryFolder, uid } from "./temporary-folder.ts";

const newFolder = temporaryFolder();
const tokens = { SLACK_BOT_TOKEN: "xoxb-1-c4n4ry", SLACK_APP_TOKEN: "xapp-1-c4n4ry" };

type Values = Readonly<Record<string, string | undefined>>;

function load(values: Values, cwd = "/") {
  return loadSlackSettings({ values, places: {} }, { cwd, uid });
}

function faultsOf(values: Values, cwd = "/"): readonly string[] {
  const loaded = load(values, cwd);
  expect(`${JSON.stringify(loaded)} ${inspect(loaded, { depth: 9 })}`).not.toContain("c4n4ry");
  return loaded.ok ? [] : loaded.error.map(({ key, sentence }) => `${key}: ${sentence}`);
}

describe("how Slack is reached", () => {
  it("has defaults for everything but the tokens", () => {
    const loaded = load(tokens);
    expect(loaded).toMatchObject({ ok: true, value: { apiUrl: "https://slack.com/api/", sockets: 2 } });
    expect(loaded.ok && [loaded.value.botToken.reveal(), loaded.value.appToken.reveal()]).toEqual(
      Object.values(tokens),
    );
  });

  it.each([
    ["http://127.0.0.1:8155/api", "http://127.0.0.1:8155/api/"],
    ["http://localhost:1/", "http://localhost:1/"],
    ["http://[::1]:1/api/", "http://[::1]:1/api/"],
    ["https://slack.example.org/api", "https://slack.example.org/api/"],
    ["  ", "https://slack.com/api/"],
  ])("takes the address %s", (SLACK_API_URL, apiUrl) => {
    expect(load({ ...tokens, SLACK_API_URL })).toMatchObject({ ok: true, value: { apiUrl } });
  });

  it.each([
    ["http://slack.com/api/", "tokens are sent there: use https://, or http:// on this machine alone."],
    ["http://127.0.0.1.example.org/", "tokens are sent there: use https://, or http:// on this machine alone."],
    ["ftp://127.0.0.1/", "tokens are sent there: use https://, or http:// on this machine alone."],
    ["slack.com", "expected an address like https://slack.com/api/."],
    ["https://me:c4n4ry@slack.com/", "an address with user or password is not taken."],
    ["https://slack.com/api/?token=c4n4ry", 'the address must end with its path: no "?" and no "#".'],
  ])("refuses the address %s", (SLACK_API_URL, sentence) => {
    expect(faultsOf({ ...tokens, SLACK_API_URL })).toEqual([`SLACK_API_URL: ${sentence}`]);
  });

  it.each(["0", "11", "two", "-1", "1.5", "1e1"])("refuses %s sockets", (SCIPY_SOCKETS) => {
    expect(faultsOf({ ...tokens, SCIPY_SOCKETS })).toEqual(["SCIPY_SOCKETS: expected a whole number from 1 to 10."]);
  });

  it.each(["1", "10"])("takes %s sockets", (SCIPY_SOCKETS) => {
    expect(load({ ...tokens, SCIPY_SOCKETS })).toMatchObject({ ok: true, value: { sockets: Number(SCIPY_SOCKETS) } });
  });
});

describe("a token", () => {
  const isNotSet = (name: string) =>
    `${name}: not set. Put it into .env, or name a file that holds it with ${name}_FILE. The README says where Slack shows it.`;

  it("that is missing or blank is named, and so is every other fault", () => {
    expect(faultsOf({ SLACK_APP_TOKEN: " ", SCIPY_SOCKETS: "x", SLACK_API_URL: "x" })).toEqual([
      isNotSet("SLACK_BOT_TOKEN"),
      isNotSet("SLACK_APP_TOKEN"),
      "SLACK_API_URL: expected an address like https://slack.com/api/.",
      "SCIPY_SOCKETS: expected a whole number from 1 to 10.",
    ]);
  });

  it("under a name with a slip in it is found again", () => {
    const { SLACK_APP_TOKEN, SLACK_BOT_TOKEN } = tokens;
    expect(faultsOf({ SLACK_APP_TOKEN, SLACK_BOT_TOKN: SLACK_BOT_TOKEN })).toEqual([
      "SLACK_BOT_TOKEN: not set. SLACK_BOT_TOKN is set: was this one meant?",
    ]);
  });

  it("of the other kind is told swapped", () => {
    expect(faultsOf({ SLACK_BOT_TOKEN: tokens.SLACK_APP_TOKEN, SLACK_APP_TOKEN: tokens.SLACK_BOT_TOKEN })).toEqual([
      "SLACK_BOT_TOKEN: this is the token of the other kind (xapp-…): the bot and the app token are swapped.",
      "SLACK_APP_TOKEN: this is the token of the other kind (xoxb-…): the bot and the app token are swapped.",
    ]);
  });

  it.each([
    ["xoxp-c4n4ry", "this is a token of a person or of a rotation. Expected a token that starts with xoxb-."],
    [
      "c4n4ry",
      'expected a token that starts with xoxb-, found something else (not shown here). Copy it from the app\'s page "OAuth & Permissions".',
    ],
    [
      "xoxb-c4n4ry\nX: y",
      'expected a token that starts with xoxb-, found something else (not shown here). Copy it from the app\'s page "OAuth & Permissions".',
    ],
    [
      `xoxb-c4n4ry${"x".repeat(600)}`,
      'expected a token that starts with xoxb-, found something else (not shown here). Copy it from the app\'s page "OAuth & Permissions".',
    ],
  ])("that is none of the bot's is refused without being shown: %j", (SLACK_BOT_TOKEN, sentence) => {
    expect(faultsOf({ ...tokens, SLACK_BOT_TOKEN })).toEqual([`SLACK_BOT_TOKEN: ${sentence}`]);
  });

  it("has the line of the .env that it stands in", () => {
    const places = { SLACK_BOT_TOKEN: { file: ".env", line: 3 } };
    const loaded = loadSlackSettings({ values: { ...tokens, SLACK_BOT_TOKEN: "x" }, places }, { cwd: "/", uid });
    expect(loaded).toMatchObject({ ok: false, error: [{ file: ".env", line: 3, column: 1, key: "SLACK_BOT_TOKEN" }] });
  });
});

describe("a token in a file", () => {
  const { SLACK_APP_TOKEN } = tokens;

  it("is read without the line break at its end", () => {
    const { folder, write } = newFolder();
    write("bot", "xoxb-1-c4n4ry\n");
    const loaded = load({ SLACK_APP_TOKEN, SLACK_BOT_TOKEN_FILE: "bot" }, folder);
    expect(loaded.ok && loaded.value.botToken.reveal()).toBe("xoxb-1-c4n4ry");
  });

  it("and as a value as well is a fault: nobody knows which one counts", () => {
    expect(faultsOf({ ...tokens, SLACK_BOT_TOKEN_FILE: "/x" })).toEqual([
      "SLACK_BOT_TOKEN_FILE: SLACK_BOT_TOKEN and SLACK_BOT_TOKEN_FILE are both set. Keep one of them.",
    ]);
  });

  it.each([
    [
      "readable by all",
      { content: "xoxb-c4n4ry", mode: 0o644 },
      "is readable by others than its owner (mode 0644). Run: chmod 600",
    ],
    [
      "readable by its group",
      { content: "xoxb-c4n4ry", mode: 0o640 },
      "is readable by others than its owner (mode 0640). Run: chmod 600",
    ],
    ["empty", { content: "", mode: 0o600 }, "the file is empty. Expected a token that starts with xoxb-."],
    ["without a token", { content: "c4n4ry", mode: 0o600 }, "found something else (not shown here)"],
    ["far too large", { content: "c4n4ry".repeat(1000), mode: 0o600 }, "expected at most 4096 bytes"],
    ["no text", { content: Buffer.from([0xff, 0x00]), mode: 0o600 }, "holds bytes that are no text"],
  ])("that is %s is refused", (_, { content, mode }, sentence) => {
    const { folder, write } = newFolder();
    write("bot", content, mode);
    expect(faultsOf({ SLACK_APP_TOKEN, SLACK_BOT_TOKEN_FILE: "bot" }, folder)).toEqual([
      expect.stringContaining(sentence),
    ]);
  });

  it("that is missing, a link or a folder is refused", () => {
    const { folder, write } = newFolder();
    write("bot", "xoxb-c4n4ry");
    symlinkSync("bot", join(folder, "link"));
    mkdirSync(join(folder, "folder"));
    const sentenceOf = (file: string) => faultsOf({ SLACK_APP_TOKEN, SLACK_BOT_TOKEN_FILE: file }, folder)[0];
    expect(sentenceOf("none")).toContain("there is no file");
    expect(sentenceOf("link")).toContain("is a symbolic link");
    expect(sentenceOf("folder")).toContain("is a folder");
  });

  it("may be 0440 in the credentials folder of systemd, and only there", () => {
    const { folder, write } = newFolder();
    write("credentials/bot", "xoxb-1", 0o440);
    const values = { SLACK_APP_TOKEN, SLACK_BOT_TOKEN_FILE: join(folder, "credentials/bot") };
    expect(load({ ...values, CREDENTIALS_DIRECTORY: join(folder, "credentials") }).ok).toBe(true);
    expect(load({ ...values, CREDENTIALS_DIRECTORY: join(folder, "cred") }).ok).toBe(false);
    expect(load(values).ok).toBe(false);
  });
});

describe("a variable with a slip in its name", () => {
  it("is named when it is one of ours", () => {
    expect(faultsOf({ ...tokens, SCIPY_SOCKET: "1" })).toEqual([
      "SCIPY_SOCKET: unknown variable. Did you mean SCIPY_SOCKETS?",
    ]);
  });

  it("is left alone when it belongs to the Python library", () => {
    expect(faultsOf({ ...tokens, SCIPY_ARRAY_API: "1", SCIPY_USE_PROPACK: "1" })).toEqual([]);
  });
});
