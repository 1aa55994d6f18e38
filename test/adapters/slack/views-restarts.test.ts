import { describe, expect, it } from "vitest";
import { imageOf } from "../../../src/adapters/slack/views/blocks.ts";
import { renderNotice } from "../../../src/adapters/slack/views/render-notice.ts";
import { renderReply } from "../../../src/adapters/slack/views/render-reply.ts";
import { restartNotice } from "../../../src/domain/notice/restart-notice.ts";
import type { Peer } from "../../../src/domain/restart/frozen-plan.ts";
import type { RestartRequest, StateKind } from "../../../src/domain/restart/restart-request.ts";
import { seconds } from "../../../src/domain/time.ts";
import {
  aFrozenPlan,
  aMeasure,
  aPolicy,
  aRequest,
  aStanding,
  minutesLater,
  stateKinds,
  states,
} from "../../support/restart-request.ts";
import { expectGood } from "./check-message.ts";

const shown = (changes: Partial<RestartRequest> = {}) => renderNotice(restartNotice(aRequest(changes)));
const actionsOf = (message: ReturnType<typeof shown>) =>
  [...JSON.stringify(message.blocks).matchAll(/"action_id":"([^"]+)"/g)].map(([, action]) => action);
const firstLine = (message: ReturnType<typeof shown>) =>
  String((JSON.stringify(message.blocks[0]).match(/"text":"([^"]*?)(?:\\n|")/) ?? [])[1]);

describe("the message of a request", () => {
  it.each(stateKinds)("is good, says in its first line what and where, and has four buttons at most: %s", (kind) => {
    const message = shown({ state: states[kind] });
    expectGood(message);
    expect(firstLine(message)).toMatch(/^:\w+: \*\w.*restart 18 of \*zope\* on \*web-1\*: /);
    expect(actionsOf(message).length).toBeLessThanOrEqual(4);
    const lines = message.blocks.flatMap((block) =>
      block.type === "section" ? (block.text?.text ?? "").split("\n") : [],
    );
    expect(lines.length).toBeLessThanOrEqual(12);
  });

  it.each<[StateKind, readonly string[]]>([
    ["pending", ["restart_approve", "restart_deny", "restart_cancel", "restart_details"]],
    ["approved", ["restart_cancel", "restart_details"]],
    ["running", ["restart_details"]],
    ["unknown", ["restart_settle", "restart_details"]],
    ["expired", ["restart_request", "restart_details"]],
    ["stale", ["restart_request", "restart_details"]],
    ["succeeded", ["restart_details"]],
  ])("has the buttons that are of use while it is %s", (kind, buttons) => {
    expect(actionsOf(shown({ state: states[kind] }))).toEqual(buttons);
  });

  it.each<StateKind>(["succeeded", "degraded"])("has a picture of before and after beside its table: %s", (kind) => {
    const { pictured } = shown({ state: states[kind] });
    if (pictured === undefined) throw new Error("no picture");
    expect(pictured.picture.altText).toMatch(/^Restart 18 of zope on web-1: restarted.* before, .* after\./);
    const blocks = pictured.blocksWith(imageOf(pictured.picture, "F0PICTURE1"));
    expectGood({ text: "x", blocks, plainBlocks: blocks });
    expect(blocks.map(({ type }) => type)).toEqual(expect.arrayContaining(["image", "table", "actions"]));
  });

  it("has no picture before there is something to compare, nor from a version of the bot that compared nothing", () => {
    expect(shown().pictured).toBeUndefined();
    const { compared: _, ...older } = restartNotice(aRequest({ state: states.succeeded }));
    expect(renderNotice(older).pictured).toBeUndefined();
  });

  it("carries nothing in its buttons but its opaque id", () => {
    const values = [...JSON.stringify(shown().blocks).matchAll(/"value":"([^"]+)"/g)].map(([, value]) => value);
    expect(new Set(values)).toEqual(new Set(["id-of-the-request"]));
  });

  it("shows who decides what it costs: the exact command, connections, heap, downtime, and until when", () => {
    const text = JSON.stringify(shown().blocks);
    for (const part of [
      "sudo -n systemctl restart zope.service",
      "Connections cut",
      "*12*",
      "3.0 GiB",
      "*2.0 GiB*",
      "4 s",
      "<@U02>",
      "<@U03>",
      "pages are slow",
    ])
      expect(text).toContain(part);
  });

  it("says how many approvals are needed, and does not name who asked among those who may decide", () => {
    const text = JSON.stringify(shown({ policy: aPolicy({ quorum: 2, users: ["U01", "U02", "U03"] }) }).blocks);
    expect(text).toMatch(/2 of <@U02>, <@U03>/);
  });

  it("shows before and after once it is over", () => {
    const text = JSON.stringify(shown({ state: states.succeeded }).blocks);
    expect(text).toMatch(/Heap.*3\.0 GiB.*1\.0 GiB/);
    expect(text).toMatch(/Load.*16\.1.*0\.8/);
  });

  it.each<[StateKind, RegExp]>([
    ["degraded", /nothing listens on its port.*What to do now/s],
    ["failed", /What to do now/],
    ["stale", /it runs as another process than the one approved/],
    ["unknown", /What to do now/],
  ])("says what to do now where it is %s", (kind, said) => {
    expect(JSON.stringify(shown({ state: states[kind] }).blocks)).toMatch(said);
  });

  it("never says that it was restarted before it was", () => {
    for (const kind of [
      "pending",
      "approved",
      "checking",
      "running",
      "unknown",
      "stale",
      "failed",
      "denied",
      "expired",
    ] as const) {
      const { sentence } = restartNotice(aRequest({ state: states[kind] }));
      expect(sentence).not.toMatch(/(?<!not |surely not |whether it was |was not )\brestarted\b(?!.*(?:not|whether))/);
    }
  });

  it("says when its window opens", () => {
    const timing = { kind: "window", opensAt: minutesLater(120), closesAt: minutesLater(180) } as const;
    expect(JSON.stringify(shown({ timing, state: states.approved }).blocks)).toContain(
      `<!date^${minutesLater(120) / 1000}^`,
    );
  });
});

describe("what is whispered of restarts", () => {
  it("a dry run shows what is sent, who is cut, what comes back, and who could approve", () => {
    const plan = aFrozenPlan({ measured: aMeasure() });
    const reply = renderReply({
      kind: "restart plan",
      host: "web-1",
      daemon: "zope",
      plan,
      deciders: ["U02"],
      quorum: 1,
      commandName: "/scipy",
    });
    expectGood(reply);
    const text = JSON.stringify(reply.blocks);
    for (const part of ["systemctl restart zope.service", "192.0.2.7", "12", "2.0 GiB", "<@U02>"])
      expect(text).toContain(part);
    expect(text).not.toContain("restart_approve");
  });

  it("a dry run says for how long connections have been idle and open at least, or why that is not known", () => {
    const quiet = { idle: { from: seconds(180), to: seconds(3600) }, openFor: seconds(7200) };
    const textOf = (peers: readonly Peer[]) => {
      const named = { host: "web-1", daemon: "zope", deciders: ["U02"], quorum: 1, commandName: "/scipy" };
      const reply = renderReply({ kind: "restart plan", plan: aFrozenPlan({ peers }), ...named });
      expectGood(reply);
      return JSON.stringify(reply.blocks);
    };
    const untold = { address: "192.0.2.7", port: 8080, count: 14, quiet: null };
    expect(textOf([{ ...untold, quiet }])).toContain("192.0.2.7 ×14 (idle 3 min to 1 h, open for 2 h or more)");
    expect(textOf([untold])).toContain(
      "192.0.2.7 ×14; for how long they have been idle is not known, because the host",
    );
    expect(textOf([{ ...untold, quiet }, untold])).not.toContain("not known");
  });

  it("approvals name first what waits for whoever asks, then locks with who locked and why", () => {
    const requests = [aRequest({ id: "a", number: 17 }), aRequest({ id: "b", number: 18 })];
    const locks = [{ host: "web-1", by: "U05", reason: "backup", at: minutesLater(0) }];
    const reply = renderReply({
      kind: "approvals",
      requests,
      locks,
      standing: [aStanding()],
      forYou: new Set(["b"]),
      commandName: "/scipy",
    });
    const text = JSON.stringify(reply.blocks);
    expect(text).toContain("2 restarts are asked for or under way; 1 waits for you.");
    expect(text.indexOf("restart 18")).toBeLessThan(text.indexOf("restart 17"));
    expect(text).toMatch(/locked by <@U05>.*backup/);
    expect(text).toMatch(/Standing approval for \*zope\* on \*web-1\*, by <@U02>, <@U03>, until/);
    expect(
      renderReply({
        kind: "approvals",
        requests: [],
        locks: [],
        standing: [],
        forYou: new Set(),
        commandName: "/scipy",
      }).text,
    ).toBe("No restart is asked for or under way.");
  });
});
