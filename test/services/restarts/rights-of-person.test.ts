import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { aPolicy } from "../../support/restart-request.ts";
import { person, RestartRig } from "../../support/restart-rig.ts";

let rig: RestartRig;
beforeEach(async () => {
  rig = new RestartRig();
  await rig.start();
});
afterEach(() => rig.kill());

const zope = { host: "web-1", daemon: "zope" };

describe("what a person may do about restarts, as the desk says it", () => {
  it("is what the desk then lets that person do", async () => {
    expect(await rig.desk.rightsOf(person("U01"))).toMatchObject({ whyNot: null, asks: [zope], decides: [] });
    expect(await rig.desk.lock({ host: null, reason: "moving", by: person("U01") })).toMatchObject({ ok: true });
    expect(await rig.desk.rightsOf(person("U01"))).toMatchObject({ unlocks: true });
    expect(await rig.desk.unlock({ host: null, by: person("U01") })).toMatchObject({ ok: true });
  });

  it("is nothing for who is no full member", async () => {
    expect(await rig.desk.rightsOf(person("U99"))).toMatchObject({ whyNot: expect.any(String), asks: [] });
  });

  it("counts nobody to a group that Slack does not tell the members of", async () => {
    rig.policy = aPolicy({ users: [], groups: ["S01"] });
    rig.groups.set("S01", ["U02"]);
    expect(await rig.desk.rightsOf(person("U02"))).toMatchObject({ decides: [zope] });
    rig.groups.delete("S01");
    expect(await rig.desk.rightsOf(person("U02"))).toMatchObject({ decides: [], asks: [] });
  });
});
