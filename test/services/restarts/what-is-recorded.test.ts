import { afterEach, describe, expect, it } from "vitest";
import type { MessageRef } from "../../../src/domain/notice/message-ref.ts";
import { aPolicy } from "../../support/restart-request.ts";
import { person, RestartRig } from "../../support/restart-rig.ts";

const second = 1000;
let rig: RestartRig;
afterEach(() => rig.kill());

async function started(): Promise<void> {
  rig = new RestartRig();
  await rig.start();
}

const lineOf = (what: string) => {
  const found = rig.restarts.entries.find((entry) => entry.what === what);
  if (found === undefined) throw new Error(`nothing was ${what}`);
  return found;
};

/** Resolves with the message that was clicked, once all is over. */
async function approve(): Promise<MessageRef | null> {
  const request = await rig.ask({ reason: "pages are slow" });
  const message = rig.desk.shownAt(request.id);
  const click = { request: request.id, by: person("U02"), message, verdict: "approve", coded: false } as const;
  await rig.desk.decide({ ...click, clickedAt: "1795000000.000100" });
  await rig.clock.advance(30 * second);
  return message;
}

describe("the record of a restart", () => {
  it("holds what was asked for, what was frozen, and who could decide on it", async () => {
    await started();
    const request = await rig.ask({ reason: "pages are slow" });
    const { plan, policy, expiresAt } = request;
    expect(lineOf("asked")).toMatchObject({
      ...{ at: request.createdAt, request: request.id, number: 1, host: "web-1", daemon: "zope" },
      actor: { user: "U01", team: "T01" },
      details: {
        ...{ reason: "pages are slow", timing: { kind: "now" }, origin: { kind: "person" }, expiresAt },
        plan: {
          ...{ hash: plan.hash, hostKey: "SHA256:key", epoch: plan.epoch, argv: plan.argv },
          measured: { heapBytes: plan.measured.heapBytes.value, connections: plan.measured.connections.value },
          downtimeMs: { unknown: expect.any(String) },
        },
        policy: { quorum: policy.quorum, users: policy.users, groups: policy.groups, code: false },
        policyVersion: expect.stringMatching(/^hash of /),
        bot: "1.2.3",
      },
    });
  });

  it("holds who voted, from which workspace, on which message, when, and by which policy", async () => {
    await started();
    const message = await approve();
    expect(message).not.toBeNull();
    expect(lineOf("approved")).toMatchObject({
      actor: { user: "U02", team: "T01" },
      details: {
        ...{ message: message?.ts, channel: "C01", clickedAt: "1795000000.000100", coded: false, of: 1, votes: 1 },
        policyVersion: lineOf("asked").details["policyVersion"],
        bot: "1.2.3",
      },
    });
  });

  it("holds where and when was clicked for what was refused, cancelled and closed by hand, too", async () => {
    await started();
    const clickedAt = "1795000000.000200";
    const request = await rig.ask();
    const message = rig.desk.shownAt(request.id);
    const seen = { message: message?.ts, channel: "C01", clickedAt };
    const click = { request: request.id, message, clickedAt };
    await rig.desk.decide({ ...click, by: person("U01"), verdict: "approve", coded: false });
    expect(lineOf("refused")).toMatchObject({ actor: { user: "U01" }, details: { reason: "own request", ...seen } });
    await rig.desk.cancel({ ...click, by: person("U01") });
    expect(lineOf("cancelled")).toMatchObject({ actor: { user: "U01" }, details: seen });
    rig.loseLink();
    const other = await rig.ask();
    await rig.click(other);
    await rig.clock.advance(30 * second);
    const closed = { request: other.id, message: rig.desk.shownAt(other.id), clickedAt, by: person("U02") };
    await rig.desk.settle(closed);
    expect(lineOf("settled")).toMatchObject({
      actor: { user: "U02" },
      details: { message: closed.message?.ts, channel: "C01", clickedAt },
    });
  });

  it("holds who was refused to cancel or to close it, and that nothing counts that was clicked elsewhere", async () => {
    await started();
    rig.loseLink();
    const request = await rig.ask();
    const click = { request: request.id, message: rig.desk.shownAt(request.id), by: person("U05") };
    const elsewhere = { ...click, message: { channel: "C02", ts: "1.1" } };
    const refusals = () =>
      rig.restarts.entries
        .filter(({ what }) => what === "refused")
        .map(({ actor, details }) => [actor?.user, details["reason"]]);
    await rig.desk.cancel(click);
    await rig.desk.cancel({ ...elsewhere, by: person("U01") });
    await rig.click(request);
    await rig.clock.advance(30 * second);
    await rig.desk.settle(click);
    await rig.desk.settle({ ...elsewhere, by: person("U02") });
    expect(rig.stored(request.id).state.kind).toBe("unknown");
    expect(refusals()).toEqual([
      ["U05", "not a reviewer"],
      ["U01", "not this message"],
      ["U05", "not a reviewer"],
      ["U02", "not this message"],
    ]);
  });

  it("shows that the policy was another when it was voted on", async () => {
    await started();
    const request = await rig.ask();
    rig.policy = aPolicy({ users: ["U02"] });
    await rig.click(request);
    const { policy, policyVersion } = lineOf("approved").details;
    expect(policy).toMatchObject({ users: ["U02"] });
    expect(policyVersion).not.toBe(lineOf("asked").details["policyVersion"]);
  });

  it("holds what was checked and sent, how it ended, and the host before and after", async () => {
    await started();
    await approve();
    const { plan } = rig.stored(lineOf("asked").request ?? "");
    expect(lineOf("sent").details).toMatchObject({
      ...{ plan: plan.hash, argv: plan.argv, hostKey: "SHA256:key", epoch: plan.epoch },
      checks: expect.arrayContaining(["same process", "same host key", "same command"]),
      before: { epoch: plan.epoch, heapBytes: plan.measured.heapBytes.value },
    });
    expect(lineOf("ran").details).toMatchObject({
      ...{ exit: 0, tookMs: 3000, output: "restarted", outputHash: "hash of restarted" },
    });
    const { before, after } = lineOf("verified").details as Record<string, Record<string, unknown>>;
    expect(before?.["epoch"]).toBe(plan.epoch);
    expect(after?.["epoch"]).not.toBe(plan.epoch);
    expect(after).toMatchObject({ listening: true, heapBytes: expect.any(Number) });
    expect(rig.restarts.entries.map(({ details }) => details["bot"])).toEqual(rig.recorded().map(() => "1.2.3"));
  });

  it("holds what the host was like after a restart that was not well", async () => {
    await started();
    rig.onRun = async () => {
      rig.daemon("zope").restart();
      rig.daemon("zope").listening = false;
      return rig.ended();
    };
    await approve();
    await rig.clock.advance(700 * second);
    expect(lineOf("degraded").details).toMatchObject({
      misses: ["nothing listens on its port"],
      before: { listening: true },
      after: { listening: false },
    });
  });

  it.each([
    ["that has run", true],
    ["that has not", false],
  ])("has no secret that a command printed %s; neither has the chat, or the request", async (_, doesRun) => {
    await started();
    rig.onRun = async () => {
      if (doesRun) rig.daemon("zope").restart();
      return rig.ended({ exit: doesRun ? 0 : 1, output: "DB_PASSWORD=hunter2\nready" });
    };
    await approve();
    await rig.clock.advance(60 * second);
    const line = lineOf(doesRun ? "ran" : "failed");
    expect(line.details["output"]).toBe("DB_PASSWORD=[masked]\nready");
    expect(JSON.stringify([rig.restarts.entries, rig.restarts.all(), rig.chat.sentences("C01")])).not.toContain(
      "hunter2",
    );
  });
});
