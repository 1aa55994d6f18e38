import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { RestartRequest } from "../../../src/domain/restart/restart-request.ts";
import { instant, millis } from "../../../src/domain/time.ts";
import { daemonNamed, guarded, person, RestartRig } from "../../support/restart-rig.ts";

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

let rig: RestartRig;
afterEach(() => rig.kill());

async function started(...made: ConstructorParameters<typeof RestartRig>): Promise<void> {
  rig = new RestartRig(...made);
  await rig.start();
}

async function approved(changes: Parameters<RestartRig["ask"]>[0] = {}): Promise<RestartRequest> {
  const request = await rig.ask(changes);
  expect(await rig.click(request)).toMatchObject({ ok: true });
  await rig.clock.advance(minute);
  return request;
}

const stateOf = ({ id }: RestartRequest) => rig.stored(id).state;
const three = ["zope", "celery", "redis"].map((name) => daemonNamed(name, { ports: [] }));

describe("the restarts of an hour", () => {
  beforeEach(() => started());
  const tooMany = { kind: "stale", differences: ["it was restarted 3 times within the last hour already"] };

  it("are counted by when they were run, though they were asked for long before", async () => {
    const opensAt = instant(rig.clock.now() + 3 * hour);
    const timing = { kind: "window", opensAt, closesAt: instant(opensAt + hour) } as const;
    const first = await approved({ timing });
    await rig.clock.advance(3 * hour);
    expect(stateOf(first).kind).toBe("succeeded");
    for (let count = 0; count < 2; count += 1) await approved();
    expect(stateOf(await approved())).toMatchObject(tooMany);
    expect(rig.sent).toHaveLength(3);
  });

  it("count what somebody has closed without knowing what became of it", async () => {
    const usual = rig.onRun;
    rig.onRun = async () => ({ kind: "unknown", detail: "the link was lost", output: "" });
    for (let count = 0; count < 3; count += 1) {
      const request = await approved();
      await rig.desk.settle({ request: request.id, message: rig.desk.shownAt(request.id), by: person("U02") });
    }
    rig.onRun = usual;
    expect(stateOf(await approved())).toMatchObject(tooMany);
  });
});

describe("two who do something at the same moment", () => {
  beforeEach(() => started({}, three));

  it("may both ask for different daemons", async () => {
    const asked = await Promise.all(["zope", "celery"].map((daemon) => rig.tryAsk({ daemon })));
    expect(asked).toMatchObject([{ ok: true }, { ok: true }]);
    expect(rig.restarts.all().map(({ number }) => number)).toEqual([1, 2]);
  });

  it("do not break the glass more often than it may be broken in a day", async () => {
    const broken = await Promise.all(
      three.map(({ name }) =>
        rig.desk.breakGlass({ host: "web-1", daemon: name, by: person("U04"), reason: "nobody answers" }),
      ),
    );
    expect(broken).toMatchObject([{ ok: true }, { ok: true }, { ok: false, error: { reason: "too many" } }]);
  });
});

describe("a standing approval", () => {
  beforeEach(async () => {
    await started();
    for (const user of ["U02", "U03"])
      expect(await rig.desk.sign({ host: "web-1", daemon: "zope", days: 14, by: person(user) })).toMatchObject({
        ok: true,
      });
  });

  async function goWrong(): Promise<void> {
    rig.onRun = async () => rig.ended({ exit: 1 });
    // What is wrong is stored, and then the store is away before the suspension is.
    rig.restarts.afterSwap = ({ state }) => {
      if (state.kind === "failed") rig.restarts.breakDown({ reason: "unreachable", detail: "It is away." });
    };
    await approved();
    expect(rig.desk.standing()).toMatchObject([{ suspended: null }]);
    rig.restarts.breakDown(null);
  }

  it.each([
    ["could not be stored at once", async () => undefined],
    [
      "was not stored since the bot ended",
      async () => {
        await rig.kill();
        await rig.start();
      },
    ],
  ])("is suspended by a restart that went wrong though that %s", async (_, meanwhile) => {
    await goWrong();
    await meanwhile();
    const opensAt = instant(rig.clock.now() + 3 * hour);
    rig.due = { opensAt, closesAt: instant(opensAt + hour) };
    await rig.clock.advance(90 * minute);
    expect(rig.desk.standing()).toMatchObject([{ suspended: "restart 1 is failed" }]);
    expect(rig.restarts.all().map(({ state }) => state.kind)).toEqual(["failed", "pending"]);
  });

  it("that was signed again after a restart that went wrong is not suspended by it once more", async () => {
    await goWrong();
    await rig.clock.advance(2 * hour);
    for (const user of ["U02", "U03"])
      await rig.desk.sign({ host: "web-1", daemon: "zope", days: 14, by: person(user) });
    await rig.clock.advance(2 * hour);
    expect(rig.desk.standing()).toMatchObject([{ suspended: null }]);
  });
});

describe("a daemon that was told to end its work", () => {
  const drain = { argv: ["/usr/bin/zopectl", "drain"], withinMs: millis(30 * second) };
  const daemons = [daemonNamed("zope", { drain, ports: [] })];
  const why = { kind: "failed", why: expect.stringContaining("see that it takes work again") };

  it("and was not restarted after it is not left so without a word", async () => {
    await started({}, daemons);
    rig.onRun = async ({ argv }) =>
      argv.includes("drain") ? rig.ended() : { kind: "not sent", detail: "The host shows another key." };
    expect(stateOf(await approved())).toMatchObject(why);
  });

  it("by the guard on its host neither", async () => {
    await started({ restartBy: guarded }, daemons);
    rig.onRun = async ({ argv }) =>
      rig.ended({
        output: argv.includes("plan")
          ? "scipy-guard/1 planned generation=g1"
          : "scipy-guard/1 failed why=the_command_ended_with_1,_and_the_same_process_runs",
      });
    expect(stateOf(await approved())).toMatchObject(why);
  });

  it("is not said to have been where the host never heard of it", async () => {
    await started({}, daemons);
    rig.onRun = async () => ({ kind: "not sent", detail: "The host shows another key." });
    expect(stateOf(await approved())).toEqual(
      expect.objectContaining({ kind: "failed", why: "The host shows another key." }),
    );
  });

  it("is not told so where the store does not say any more that it is this bot's", async () => {
    await started({}, daemons);
    const drained: string[] = [];
    rig.onRun = async ({ argv }) => {
      drained.push(argv.join(" "));
      return rig.ended();
    };
    rig.restarts.afterSwap = ({ state }) => {
      if (state.kind === "running") rig.restarts.breakDown({ reason: "unreachable", detail: "It is away." });
    };
    const request = await approved();
    expect(drained).toEqual([]);
    expect(stateOf(request).kind).toBe("running");
    rig.restarts.breakDown(null);
    await rig.clock.advance(10 * second);
    expect(stateOf(request)).toMatchObject({
      kind: "failed",
      why: expect.stringMatching(/^before its command was sent/),
    });
  });
});

describe("what came of a command", () => {
  it("is stored as soon as the store is back, and holds its host no longer", async () => {
    await started();
    rig.onRun = async () => {
      rig.daemon("zope").restart();
      rig.restarts.breakDown({ reason: "unreachable", detail: "It is away." });
      return rig.ended();
    };
    const request = await approved();
    expect(stateOf(request).kind).toBe("running");
    rig.restarts.breakDown(null);
    await rig.clock.advance(minute);
    expect(stateOf(request)).toMatchObject({ kind: "succeeded", ran: { exit: 0, output: "restarted" } });
    expect(rig.sent).toHaveLength(1);
  });
});
