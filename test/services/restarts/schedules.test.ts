import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RestartRequest, StateKind } from "../../../src/domain/restart/restart-request.ts";
import type { Restarts } from "../../../src/services/restarts/create-restarts.ts";
import { aPolicy } from "../../support/restart-request.ts";
import { person, RestartRig } from "../../support/restart-rig.ts";

/**
 * People, redelivered clicks and two bots in any order: what the store is asked for takes effect when the schedule says so.
 * I1 of an approved request at most one run; I2 none without the approvals; I4 each click has one answer; I7 no state goes back.
 */

interface Act {
  readonly who: string;
  readonly what: "approve" | "deny" | "cancel";
  /** Which of the two bots it reaches, and whether Slack delivers it once more, to the other. */
  readonly bot: 0 | 1;
  readonly again: boolean;
  /** How many turns its answer from Slack, and each of its swaps, take. */
  readonly turns: readonly number[];
}

const act: fc.Arbitrary<Act> = fc.record({
  who: fc.constantFrom("U01", "U02", "U03", "U04"),
  what: fc.constantFrom("approve", "approve", "approve", "deny", "cancel"),
  bot: fc.constantFrom(0, 1),
  again: fc.boolean(),
  turns: fc.array(fc.nat(4), { minLength: 3, maxLength: 3 }),
});

const script = fc.record({
  acts: fc.array(act, { minLength: 2, maxLength: 4 }),
  quorum: fc.constantFrom(1, 1, 2),
  swapTurns: fc.array(fc.nat(5), { minLength: 12, maxLength: 12 }),
  outcome: fc.constantFrom("restarts", "stays", "lost"),
});

type Script = typeof script extends fc.Arbitrary<infer T> ? T : never;

/** How far a request has come: no state is followed by one that stands before it. */
const order: Readonly<Record<StateKind, number>> = {
  pending: 0,
  approved: 1,
  checking: 2,
  running: 3,
  unknown: 4,
  verifying: 5,
  ...{ denied: 9, expired: 9, cancelled: 9, obsolete: 9, succeeded: 9, degraded: 9, failed: 9, stale: 9 },
};

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await null;
}

interface Played {
  readonly rig: RestartRig;
  readonly request: RestartRequest;
  readonly history: readonly RestartRequest[];
  readonly answers: readonly boolean[];
}

async function play({ acts, quorum, swapTurns, outcome }: Script, tamper: (rig: RestartRig) => void): Promise<Played> {
  const rig = new RestartRig();
  rig.policy = aPolicy({ quorum, users: ["U02", "U03", "U04"] });
  const first = await rig.start();
  const request = await rig.ask();
  const second = await rig.start();
  tamper(rig);
  const history: RestartRequest[] = [];
  let swaps = 0;
  rig.restarts.beforeSwap = async () => {
    swaps += 1;
    await turns(swapTurns[swaps % swapTurns.length] ?? 0);
  };
  rig.restarts.afterSwap = (swapped) => void history.push(swapped);
  rig.onRun = async () => {
    if (outcome === "restarts") rig.daemon("zope").restart();
    await turns(3);
    return outcome === "lost" ? { kind: "unknown", detail: "the link was lost", output: "" } : rig.ended();
  };
  const answers = await Promise.all(acts.flatMap((one) => clicks(one, { desks: [first, second], request })));
  await rig.clock.advance(30_000);
  const ended = rig.stored(request.id);
  await rig.kill();
  return { rig, request: ended, history, answers };
}

function clicks(
  { who, what, bot, again, turns: waits }: Act,
  { desks, request }: { readonly desks: readonly [Restarts, Restarts]; readonly request: RestartRequest },
): readonly Promise<boolean>[] {
  const message = desks[0].shownAt(request.id);
  const click = async (desk: Restarts, wait: number): Promise<boolean> => {
    await turns(wait);
    const by = { request: request.id, by: person(who), message };
    const done = what === "cancel" ? await desk.cancel(by) : await desk.decide({ ...by, verdict: what, coded: false });
    return done.ok;
  };
  const once = click(desks[bot], waits[0] ?? 0);
  return again ? [once, click(desks[bot === 0 ? 1 : 0], waits[1] ?? 0), click(desks[bot], waits[2] ?? 0)] : [once];
}

/** What is wrong with how it went; none where all holds. */
function faultsOf({ rig, request, history, answers }: Played): readonly string[] {
  const sent = rig.sent.length;
  const approvals = new Set(request.votes.filter(({ verdict }) => verdict === "approve").map(({ by }) => by));
  const denied = request.votes.some(({ verdict }) => verdict === "deny");
  const back = history.filter(({ state }, at) => {
    const before = history[at - 1];
    return before !== undefined && order[state.kind] < order[before.state.kind] && before.state.kind !== "checking";
  });
  const votes = request.votes.map(({ by }) => by);
  return [
    ...(sent > 1 ? [`sent ${sent} times`] : []),
    ...(sent > 0 && (approvals.size < request.policy.quorum || denied) ? ["sent without its approvals"] : []),
    ...(approvals.has("U01") ? ["approved by who asked"] : []),
    ...(new Set(votes).size < votes.length ? ["somebody voted twice"] : []),
    ...(back.length > 0 ? ["went back"] : []),
    ...(answers.some((one) => typeof one !== "boolean") ? ["a click without an answer"] : []),
    ...(["checking", "running"].includes(request.state.kind) ? [`stuck ${request.state.kind}`] : []),
    ...(rig.recorded().filter((what) => what === "sent").length === sent ? [] : ["sent without a record"]),
  ];
}

describe("two to four people, clicks delivered again and two bots", () => {
  it("give one run at most, with its approvals, in 10,000 schedules", async () => {
    const seen = { ran: 0, denied: 0, cancelled: 0 };
    await fc.assert(
      fc.asyncProperty(script, async (one) => {
        const played = await play(one, () => undefined);
        expect(faultsOf(played)).toEqual([]);
        if (played.rig.sent.length > 0) seen.ran += 1;
        if (played.request.state.kind === "denied") seen.denied += 1;
        if (played.request.state.kind === "cancelled") seen.cancelled += 1;
      }),
      { numRuns: 10_000 },
    );
    // All of these have to have happened, or the schedules show nothing.
    expect(Math.min(seen.ran, seen.denied, seen.cancelled)).toBeGreaterThan(500);
  }, 300_000);

  it("give two runs where the store does not compare: so the schedules would show it", async () => {
    let found = 0;
    await fc.assert(
      fc.asyncProperty(script, async (one) => {
        const played = await play(one, (rig) => {
          rig.restarts.isNaive = true;
        });
        if (faultsOf(played).length > 0) found += 1;
      }),
      { numRuns: 200 },
    );
    expect(found).toBeGreaterThan(5);
  }, 60_000);
});
