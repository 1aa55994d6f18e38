import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { clickOf } from "../../../src/adapters/slack/read-click.ts";
import { acknowledgeAlert } from "../../../src/domain/alert/act-on-alert.ts";
import { minute as alertMinute, memory, play } from "../../domain/alert/play.ts";
import { aPolicy } from "../../support/restart-request.ts";
import { daemonNamed, person, RestartRig } from "../../support/restart-rig.ts";

/** Each title is a bug that a tool of this kind has shipped. */

const second = 1000;
const minute = 60 * second;

let rig: RestartRig;
beforeEach(async () => {
  rig = new RestartRig({}, [daemonNamed("zope"), daemonNamed("celery", { ports: [] })]);
  await rig.start();
});
afterEach(() => rig.kill());

const settle = () => rig.clock.advance(30 * second);

describe("does not happen here:", () => {
  it("two clicks both executed", async () => {
    const request = await rig.ask();
    const clicks = await Promise.all([rig.click(request, "U02"), rig.click(request, "U02"), rig.click(request, "U03")]);
    await settle();
    expect(clicks.filter(({ ok }) => ok)).toHaveLength(1);
    expect(rig.sent).toHaveLength(1);
  });

  it("two bots both executed", async () => {
    const other = await rig.start();
    const request = await rig.ask();
    const message = rig.desk.shownAt(request.id);
    await Promise.all([
      rig.click(request, "U02"),
      other.decide({ request: request.id, by: person("U03"), message, verdict: "approve", coded: false }),
    ]);
    await settle();
    expect(rig.sent).toHaveLength(1);
    expect(rig.recorded().filter((what) => what === "sent")).toHaveLength(1);
  });

  it("the wrong one of two pending requests approved", async () => {
    const zope = await rig.ask();
    const celery = await rig.ask({ daemon: "celery" });
    rig.onRun = async () => {
      rig.daemon("celery").restart();
      return rig.ended();
    };
    const message = rig.desk.shownAt(zope.id);
    const crossed = { request: celery.id, by: person("U02"), message, verdict: "approve", coded: false } as const;
    expect(await rig.desk.decide(crossed)).toMatchObject({ ok: false, error: { reason: "not this message" } });
    await rig.click(celery);
    await settle();
    expect(rig.stored(zope.id).state.kind).toBe("pending");
    expect(rig.sent).toEqual([["systemctl", "restart", "celery.service"]]);
  });

  it("the request rebuilt from message text", async () => {
    const body = {
      actions: [{ type: "button", action_id: "restart_approve", value: "id-7", action_ts: "1" }],
      message: {
        ts: "1.1",
        text: "Restart 99 of mysqld on db-1",
        blocks: [{ type: "section", text: { type: "mrkdwn", text: "mysqld" } }],
      },
      channel: { id: "C01" },
      container: { type: "message" },
      user: { id: "U02", team_id: "T01" },
      trigger_id: "t",
    };
    const click = clickOf(body as never, null);
    expect(JSON.stringify(click)).not.toContain("mysqld");
    expect(click).toMatchObject({ value: "id-7", message: { channel: "C01", ts: "1.1" } });
  });

  it("explicit deny checked at submit but not at click", async () => {
    const request = await rig.ask();
    rig.policy = aPolicy({ users: ["U03"] });
    expect(await rig.click(request, "U02")).toMatchObject({ ok: false, error: { reason: "not a reviewer" } });
    rig.members.delete("U03");
    expect(await rig.click(request, "U03")).toMatchObject({ ok: false, error: { reason: "not a member" } });
    await settle();
    expect(rig.sent).toEqual([]);
  });

  it("success announced before executing", async () => {
    let seen = "";
    rig.onRun = async () => {
      seen = rig.chat.shown.map(({ notice }) => notice.sentence).join("\n");
      rig.daemon("zope").restart();
      return rig.ended();
    };
    await rig.click(await rig.ask());
    await settle();
    expect(seen).not.toMatch(/restarted|all is well|succeeded/);
    expect(rig.chat.sentences("C01")[0]).toMatch(/restarted, and all is well/);
  });

  it("requests lost on restart of the bot", async () => {
    const request = await rig.ask();
    await rig.kill();
    await rig.start();
    expect(rig.desk.open()).toMatchObject([{ id: request.id, state: { kind: "pending" } }]);
    expect(await rig.click(request)).toMatchObject({ ok: true });
    await settle();
    expect(rig.stored(request.id).state.kind).toBe("succeeded");
  });

  it("duration counted from the request instead of the approval", async () => {
    const request = await rig.ask();
    await rig.clock.advance(55 * minute);
    await rig.desk.lock({ host: "web-1", reason: "backup", by: person("U05") });
    await rig.click(request);
    await rig.clock.advance(10 * minute);
    expect(rig.stored(request.id).state.kind).toBe("approved");
    await rig.desk.unlock({ host: "web-1", by: person("U05") });
    await settle();
    expect(rig.stored(request.id).state).toMatchObject({ kind: "succeeded", ran: { tookMs: 3000 } });
  });

  it("an acknowledgement racing a resolve", () => {
    const game = play();
    game.say(0, "critical", { key: memory, pendingMs: 0, keepFiringMs: 0 });
    const { id } = game.firing(memory);
    game.say(alertMinute, "clear", { key: memory, pendingMs: 0, keepFiringMs: 0 });
    game.until(2 * alertMinute);
    const late = acknowledgeAlert(game.state(), { alert: id, by: "U1" }, game.context(2 * alertMinute));
    expect(late).toMatchObject({ ok: false, error: { reason: "resolved" } });
  });

  it("approval by a user of another workspace", async () => {
    const request = await rig.ask();
    const message = rig.desk.shownAt(request.id);
    const click = { request: request.id, by: person("U02", "T99"), message, verdict: "approve", coded: false } as const;
    expect(await rig.desk.decide(click)).toMatchObject({ ok: false, error: { reason: "not a member" } });
    await settle();
    expect(rig.sent).toEqual([]);
  });

  it("nobody eligible reported as success", async () => {
    rig.policy = aPolicy({ users: ["U01"] });
    expect(await rig.tryAsk()).toMatchObject({ ok: false, error: { reason: "nobody eligible" } });
    expect(rig.chat.shown).toEqual([]);
    expect(rig.desk.open()).toEqual([]);
  });
});

describe("a bot that ends at the worst moment", () => {
  it.each(["claimed", "sent", "ran"] as const)(
    "just before %s is recorded: the command goes out at most once, and it ends",
    async (what) => {
      const request = await rig.ask();
      let isFirst = true;
      rig.restarts.beforeSwap = (swapped) => {
        const kind = { claimed: "checking", sent: "running", ran: "verifying" }[what];
        if (!isFirst || swapped.state.kind !== kind) return Promise.resolve();
        isFirst = false;
        return new Promise(() => undefined);
      };
      await rig.click(request);
      await settle();
      await rig.kill();
      await rig.start();
      await rig.clock.advance(5 * minute);
      expect(rig.sent).toHaveLength(1);
      expect(rig.stored(request.id).state.kind).toBe("succeeded");
    },
  );

  it("just after the end is stored: its message says it all the same", async () => {
    const request = await rig.ask();
    rig.restarts.afterSwap = (swapped) => {
      if (swapped.state.kind !== "succeeded") return;
      rig.restarts.afterSwap = () => undefined;
      throw new Error("the process ends here");
    };
    await rig.click(request);
    await rig.clock.advance(20 * second);
    await rig.kill();
    await rig.start();
    await rig.clock.advance(20 * second);
    expect(rig.stored(request.id).state.kind).toBe("succeeded");
    expect(rig.chat.sentences("C01")[0]).toMatch(/restarted, and all is well/);
  });

  it("with the command under way: what it did is found out, and it is not sent again", async () => {
    const request = await rig.ask();
    rig.onRun = () => new Promise(() => undefined);
    await rig.click(request);
    await settle();
    await rig.kill();
    await rig.start();
    expect(rig.stored(request.id).state).toMatchObject({
      kind: "unknown",
      why: expect.stringContaining("the bot ended"),
    });
    rig.daemon("zope").restart();
    await settle();
    expect(rig.stored(request.id).state.kind).toBe("succeeded");
    expect(rig.sent).toHaveLength(1);
  });
});
