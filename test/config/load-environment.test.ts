import { describe, expect, it } from "vitest";
import { loadEnvironment } from "../../src/config/load-environment.ts";
import { temporaryFolder, uid } from "./temporary-folder.ts";

const newFolder = temporaryFolder();

const source = (cwd: string) => ({ env: {}, file: ".env", isRequired: false, cwd, uid });

describe("the .env file", () => {
  it("gives its variables with their lines, and the environment wins over it", () => {
    const { folder, write } = newFolder();
    write(".env", '# tokens\nSLACK_BOT_TOKEN="a b"\r\nexport SCIPY_DATA=x # note\nSCIPY_SOCKETS=3\n');
    expect(loadEnvironment({ ...source(folder), env: { SCIPY_SOCKETS: "1", HOME: "/" } })).toEqual({
      ok: true,
      value: {
        values: { SLACK_BOT_TOKEN: "a b", SCIPY_DATA: "x", SCIPY_SOCKETS: "1", HOME: "/" },
        places: { SLACK_BOT_TOKEN: { file: ".env", line: 2 }, SCIPY_DATA: { file: ".env", line: 3 } },
      },
    });
  });

  it("is refused when others may read it, with the command that mends it", () => {
    const { folder, write } = newFolder();
    const path = write(".env", "SLACK_BOT_TOKEN=xoxb-c4n4ry\n", 0o644);
    const loaded = loadEnvironment(source(folder));
    expect(loaded).toMatchObject({
      ok: false,
      error: [{ file: ".env", line: null, sentence: expect.stringContaining(`Run: chmod 600 ${path}`) }],
    });
    expect(JSON.stringify(loaded)).not.toContain("c4n4ry");
  });

  it("may be missing unless it was named", () => {
    const { folder } = newFolder();
    expect(loadEnvironment(source(folder))).toEqual({ ok: true, value: { values: {}, places: {} } });
    expect(loadEnvironment({ ...source(folder), isRequired: true })).toMatchObject({ ok: false });
  });

  it("is refused where a colon stands for the equals sign of a setting, with its line", () => {
    const { folder, write } = newFolder();
    write(".env", "NOTE: mine\nSLACK_BOT_TOKEN: xoxb-c4n4ry\nSLACK_APP_TOKEN=xapp-1\n");
    const loaded = loadEnvironment(source(folder));
    const sentence = 'a colon stands where "=" belongs. Write SLACK_BOT_TOKEN= and the value.';
    expect(loaded).toMatchObject({ ok: false, error: [{ line: 2, key: "SLACK_BOT_TOKEN", sentence }] });
    expect(JSON.stringify(loaded)).not.toContain("c4n4ry");
  });

  it("that is no text is refused", () => {
    const { folder, write } = newFolder();
    write(".env", Buffer.from([0x41, 0x3d, 0xff, 0x0a]));
    expect(loadEnvironment(source(folder))).toMatchObject({ ok: false, error: [{ line: 1, expected: "UTF-8" }] });
  });
});
