import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { person, RestartRig } from "../../support/restart-rig.ts";

const second = 1000;
const hour = 3600 * second;

let rig: RestartRig;
beforeEach(async () => {
  rig = new RestartRig();
  await rig.start();
});
afterEach(() => rig.kill());

const breakGlass = (user: string) =>
  rig.desk.breakGlass({ host: "web-1", daemon: "zope", by: person(user), reason: "nobody answers" });

describe("a restart without approval", () => {
  it("is run at once for who may, checked and verified as ever, and told to the whole channel", async () => {
    expect(await breakGlass("U04")).toMatchObject({ ok: true });
    await rig.clock.advance(30 * second);
    expect(rig.sent).toHaveLength(1);
    expect(rig.restarts.all()).toMatchObject([
      { origin: { kind: "break-glass" }, state: { kind: "succeeded" }, votes: [] },
    ]);
    const loud = rig.chat.shown.find(({ notice }) =>
      notice.sentence.includes("without anybody else's approval: nobody answers"),
    );
    expect(loud?.notice).toMatchObject({ mentions: ["U04"] });
    expect(rig.restarts.entries).toContainEqual(
      expect.objectContaining({
        what: "approved",
        actor: { user: "U04", team: "T01" },
        details: expect.objectContaining({ breakGlass: true }),
      }),
    );
  });

  it.each([
    ["a reviewer who is not named for it", "U02", /You may not restart without approval/],
    ["somebody who is no full member", "U99", /not a full member/],
  ])("is refused to %s", async (_, user, said) => {
    expect(await breakGlass(user)).toMatchObject({ ok: false, error: { sentence: expect.stringMatching(said) } });
    await rig.clock.advance(30 * second);
    expect(rig.sent).toEqual([]);
    expect(rig.restarts.all()).toEqual([]);
  });

  it("is switched off where nobody is named", async () => {
    await rig.kill();
    rig.breakGlass = { users: [], perDayMax: 2 };
    await rig.start();
    expect(await breakGlass("U04")).toMatchObject({
      ok: false,
      error: { sentence: expect.stringContaining("switched off") },
    });
  });

  it("is done twice a day at most", async () => {
    for (let count = 0; count < 2; count += 1) {
      expect(await breakGlass("U04")).toMatchObject({ ok: true });
      await rig.clock.advance(2 * hour);
    }
    expect(await breakGlass("U04")).toMatchObject({ ok: false, error: { reason: "too many" } });
    await rig.clock.advance(21 * hour);
    expect(await breakGlass("U04")).toMatchObject({ ok: true });
  });

  it("does not pass a lock, and is stale like any other where the daemon is another", async () => {
    await rig.desk.lock({ host: "web-1", reason: "backup", by: person("U05") });
    expect(await breakGlass("U04")).toMatchObject({ ok: false, error: { reason: "frozen" } });
    expect(rig.sent).toEqual([]);
  });

  it("is talked about the next day, once, also by a bot that was started anew", async () => {
    await breakGlass("U04");
    await rig.clock.advance(23 * hour);
    const asks = () => rig.chat.shown.filter(({ notice }) => notice.sentence.startsWith("Yesterday zope on web-1"));
    expect(asks()).toEqual([]);
    await rig.clock.advance(3 * hour);
    expect(asks()).toHaveLength(1);
    expect(asks()[0]?.notice).toMatchObject({ mentions: ["U04", "U02", "U03"] });
    await rig.kill();
    await rig.start();
    await rig.clock.advance(24 * hour);
    expect(asks()).toHaveLength(1);
  });
});
