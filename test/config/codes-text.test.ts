import { writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseCodes } from "../../src/config/codes-text.ts";
import { loadCodes } from "../../src/config/load-codes.ts";
import { parseConfig } from "../../src/config/parse-config.ts";
import { temporaryFolder, uid } from "./temporary-folder.ts";

const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const newFolder = temporaryFolder();

describe("the file of one-time codes", () => {
  it("has a line for each person; blank lines and comments do not count", () => {
    const codes = parseCodes(`# reviewers\n\nU02BOB ${secret}\nU03CAROL   ${secret.toLowerCase()}\n`);
    if (!codes.ok) throw new Error(codes.error.sentence);
    expect([...codes.value].map(([user, one]) => [user, one.reveal()])).toEqual([
      ["U02BOB", secret],
      ["U03CAROL", secret],
    ]);
  });

  it.each([
    [`bob ${secret}`, /^line 1: this is no member id with a secret/],
    [`\nU02BOB`, /^line 2: this is no member id with a secret/],
    ["U02BOB GEZDGNBVGY3TQOJQ", /^line 1: this secret is too short/],
    [`U02BOB 0189${secret}`, /^line 1: this is no member id with a secret/],
    [`U02BOB ${secret}\nU02BOB ${secret}`, /^line 2: this member has a secret already/],
  ])("names the line that is wrong, and none of it: %j", (text, said) => {
    const codes = parseCodes(text);
    expect(codes).toMatchObject({ ok: false, error: { sentence: expect.stringMatching(said) } });
    expect(JSON.stringify(codes)).not.toContain("GEZD");
  });

  it("is refused where others can read it", () => {
    const { folder, write } = newFolder();
    write("codes", `U02BOB ${secret}\n`);
    expect(loadCodes(`${folder}/codes`, uid)).toMatchObject({ ok: true });
    writeFileSync(`${folder}/open`, `U02BOB ${secret}\n`, { mode: 0o644 });
    expect(loadCodes(`${folder}/open`, uid)).toMatchObject({ ok: false, error: expect.stringContaining("chmod 600") });
    expect(loadCodes(`${folder}/none`, uid)).toMatchObject({ ok: false });
  });
});

it("is needed where a daemon asks for codes, and is told so at its key", () => {
  const yaml = (top: string) => `channel: "#ops"
${top}
hosts:
  - name: here
    connect: local
    daemons: [{ name: zope, find: { unit: zope }, approval: { code: true } }]
`;
  const places = { folder: "/srv", home: "/root" };
  expect(parseConfig(yaml(""), "scipy.yml", places)).toMatchObject({
    ok: false,
    error: [{ key: "hosts[0].daemons[0].approval.code", sentence: expect.stringContaining("restarts.codes") }],
  });
  const good = parseConfig(yaml("restarts: { codes: codes }"), "scipy.yml", places);
  expect(good).toMatchObject({ ok: true, value: { restarts: { codesFile: "/srv/codes" } } });
  expect(good.ok && good.value.hosts[0]?.daemons[0]?.approval).toEqual({ code: true });
});
