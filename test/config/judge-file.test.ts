import { describe, expect, it } from "vitest";
import {
  credentialRule,
  environmentRule,
  knownHostsRule,
  privateKeyRule,
  tokenRule,
} from "../../src/config/file-rule.ts";
import { type FileFacts, judgeFile } from "../../src/config/judge-file.ts";

const uid = 1000;
const good: FileFacts = {
  kind: "file",
  mode: 0o600,
  owner: uid,
  bytes: 400,
  folder: { path: "/home/bot/.ssh", mode: 0o700 },
};

const judge = (facts: Partial<FileFacts>, rule = privateKeyRule) =>
  judgeFile("/home/bot/.ssh/id", { ...good, ...facts }, { rule, uid })?.sentence ?? null;

const folder = (mode: number) => ({ folder: { path: "/home/bot/.ssh", mode } });

describe("a private key file", () => {
  it.each([
    ["of mode 0600", {}],
    ["of mode 0400", { mode: 0o400 }],
    ["that belongs to root", { owner: 0 }],
    ["in a folder that others may read", folder(0o755)],
  ])("is taken %s", (_, facts) => {
    expect(judge(facts)).toBeNull();
  });

  it.each([
    [
      "that everybody may read",
      { mode: 0o644 },
      "is readable by others than its owner (mode 0644). Run: chmod 600 /home/bot/.ssh/id",
    ],
    [
      "that its group may read",
      { mode: 0o640 },
      "is readable by others than its owner (mode 0640). Run: chmod 600 /home/bot/.ssh/id",
    ],
    [
      "that others alone may read",
      { mode: 0o604 },
      "is readable by others than its owner (mode 0604). Run: chmod 600 /home/bot/.ssh/id",
    ],
    [
      "that its group may write",
      { mode: 0o620 },
      "is readable by others than its owner (mode 0620). Run: chmod 600 /home/bot/.ssh/id",
    ],
    [
      "that everybody may do everything with",
      { mode: 0o777 },
      "is readable by others than its owner (mode 0777). Run: chmod 600 /home/bot/.ssh/id",
    ],
    [
      "of somebody else",
      { owner: 1001 },
      "belongs to user 1001, and the bot runs as user 1000. Run: chown 1000 /home/bot/.ssh/id",
    ],
    ["that is a symbolic link", { kind: "link" as const }, "is a symbolic link. Name the file that it leads to."],
    [
      "in a folder that everybody may write to",
      folder(0o777),
      "lies in a folder that everybody may write to. Run: chmod go-w /home/bot/.ssh",
    ],
    [
      "in a folder that its group may write to",
      folder(0o770),
      "lies in a folder that its group may write to. Run: chmod go-w /home/bot/.ssh",
    ],
    ["that is a folder", { kind: "folder" as const }, "is a folder. Name a file in it."],
    ["that is a pipe or a device", { kind: "other" as const }, "is no regular file. Name a file."],
    [
      "that is far too large",
      { bytes: 70_000 },
      "has 70000 bytes; expected at most 65536 bytes. Is it the right file?",
    ],
  ])("is refused %s", (_, facts, sentence) => {
    expect(judge(facts)).toBe(`/home/bot/.ssh/id ${sentence}`);
  });
});

describe("other files", () => {
  it.each([
    ["a token in a folder of its group", tokenRule, folder(0o775)],
    ["a token in a sticky folder such as /tmp", tokenRule, folder(0o1777)],
    ["a credential of systemd, 0440 of root", credentialRule, { mode: 0o440, owner: 0 }],
    ["known_hosts that everybody may read", knownHostsRule, { mode: 0o644 }],
    ["known_hosts behind a link", knownHostsRule, { kind: "link" as const }],
  ])("are taken: %s", (_, rule, facts) => {
    expect(judge(facts, rule)).toBeNull();
  });

  it.each([
    ["a token of mode 0640", tokenRule, { mode: 0o640 }],
    ["a token in a folder of everybody", tokenRule, folder(0o777)],
    [".env of mode 0644", environmentRule, { mode: 0o644 }],
    ["a credential that everybody may read", credentialRule, { mode: 0o444, owner: 0 }],
    ["known_hosts that its group may write", knownHostsRule, { mode: 0o664 }],
  ])("are refused: %s", (_, rule, facts) => {
    expect(judge(facts, rule)).toMatch(/Run: ch/);
  });

  it("are not judged by owner and mode where the system has none", () => {
    expect(judgeFile("/a", { ...good, mode: 0o666, owner: 0 }, { rule: tokenRule, uid: null })).toBeNull();
  });
});

it("a command that is meant to be copied quotes what the shell would take apart", () => {
  const problem = judgeFile("/a b/it's", { ...good, mode: 0o644 }, { rule: tokenRule, uid });
  expect(problem?.sentence).toContain("Run: chmod 600 '/a b/it'\\''s'");
});
