import { expect, test } from "vitest";
import type { AuditEntry } from "../../../src/domain/restart/audit-entry.ts";
import type { RestartRequest } from "../../../src/domain/restart/restart-request.ts";
import { aRequest, aStanding, askedAt, minutesLater, states } from "../../support/restart-request.ts";
import { got, type StoreSetting } from "./setting.ts";

const entry = (request: RestartRequest, what: AuditEntry["what"] = "asked"): AuditEntry => ({
  at: askedAt,
  what,
  request: request.id,
  number: request.number,
  host: request.host,
  daemon: request.daemon,
  actor: { user: "U01", team: "T01" },
  details: { reason: request.reason },
});

const other = aRequest({ id: "other", number: 19, daemon: "celery" });
const awkward = "‮ 💥 \u0001 \"'\\ </script> é ".repeat(50);

/** What every database must do with requests for restarts, locks and their record. */
export function restartContract({ store, reopen }: StoreSetting): void {
  const restarts = () => store().restarts;
  const make = (request: RestartRequest) =>
    got(restarts().swap({ expected: null, request, audit: [entry(request)], only: true }));
  const next = (request: RestartRequest, changes: Partial<RestartRequest>) => {
    const changed = { ...request, ...changes, version: request.version + 1 };
    return { expected: request.version, request: changed, audit: [entry(changed, "approved")] };
  };
  const seqs = async () => (await got(restarts().newestAuditRows(100))).map(({ seq }) => seq);

  test("a request is there after a restart, with its line of the audit", async () => {
    const request = aRequest({ reason: awkward });
    expect(await make(request)).toBe("done");
    const again = (await reopen()).restarts;
    expect((await got(again.loadRestarts())).requests).toEqual([request]);
    expect(await got(again.findRestart({ number: 18 }))).toEqual(request);
    expect(await got(again.findRestart({ id: "nobody's" }))).toBeNull();
    expect(await got(again.auditRows({ request: request.id, from: 0, max: 10 }))).toMatchObject([
      { seq: 1, entry: entry(request), before: "0".repeat(64) },
    ]);
    expect(await got(again.nextNumber())).toBe(19);
  });

  test("of many changes of one version one is done, and the others leave no trace", async () => {
    const request = aRequest();
    await make(request);
    const rivals = Array.from({ length: 12 }, (_, index) => next(request, { reason: `rival ${index}` }));
    const swapped = await Promise.all(rivals.map((rival) => got(restarts().swap(rival))));
    expect(swapped.filter((one) => one === "done")).toHaveLength(1);
    const winner = rivals[swapped.indexOf("done")];
    expect(await got(restarts().findRestart({ id: request.id }))).toEqual(winner?.request);
    expect(await seqs()).toEqual([1, 2]);
  });

  test("the same request is made once, and a daemon has one at a time", async () => {
    await make(aRequest());
    expect(await make(aRequest())).toBe("lost");
    expect(await make(aRequest({ id: "second", number: 20 }))).toBe("lost");
    expect(await make(other)).toBe("done");
    await got(restarts().swap(next(aRequest(), { state: states.denied })));
    expect(await make(aRequest({ id: "second", number: 20 }))).toBe("done");
    expect((await got(restarts().loadRestarts())).requests.map(({ id }) => id)).toEqual(["other", "second"]);
  });

  test("one of a host is under way at a time, and none where it is locked", async () => {
    const one = aRequest({ state: states.approved });
    await make(one);
    await make({ ...other, state: states.approved });
    const claim = (request: RestartRequest) =>
      got(restarts().swap({ ...next(request, { state: states.checking }), alone: true }));
    const lock = { host: "web-1", by: "U05", reason: "backup", at: askedAt };
    await got(restarts().decide({ locks: [lock, { ...lock, host: null }], audit: [] }));
    expect((await got(restarts().loadRestarts())).locks).toEqual(
      expect.arrayContaining([lock, { ...lock, host: null }]),
    );
    expect(await claim(one)).toBe("lost");
    await got(restarts().decide({ unlocked: ["web-1"], audit: [] }));
    expect(await claim(one)).toBe("lost");
    await got(restarts().decide({ unlocked: [null], audit: [] }));
    expect(await claim(one)).toBe("done");
    expect(await claim({ ...other, state: states.approved })).toBe("lost");
  });

  test("a standing approval is kept until it has run out, in its newest state", async () => {
    const standing = aStanding({ until: minutesLater(60 * 24 * 365 * 50) });
    await got(restarts().decide({ standing: [standing], audit: [] }));
    await got(restarts().decide({ standing: [{ ...standing, suspended: "restart 18 is degraded" }], audit: [] }));
    const ended = aStanding({ id: "web-1/celery", daemon: "celery", until: 1 });
    await got(restarts().decide({ standing: [ended], audit: [] }));
    expect((await got((await reopen()).restarts.loadRestarts())).standing).toEqual([
      { ...standing, suspended: "restart 18 is degraded" },
    ]);
  });

  test("what is over is found as the past of its daemon and of its host, newest first", async () => {
    for (const [index, kind] of (["succeeded", "failed", "stale"] as const).entries()) {
      const request = aRequest({
        id: `r${index}`,
        number: 30 + index,
        createdAt: minutesLater(index),
        state: states[kind],
      });
      await make(request);
    }
    await make({ ...other, state: states.succeeded });
    const span = { from: askedAt, to: minutesLater(1) };
    const past = async (daemon: string | null) =>
      (await got(restarts().pastRestarts({ host: "web-1", daemon, span, max: 10 }))).map(({ number }) => number);
    expect(await past("zope")).toEqual([31, 30]);
    expect(await past(null)).toEqual([31, 30, 19]);
    expect((await got(restarts().loadRestarts())).requests).toEqual([]);
  });

  test("the audit is one chain without a gap, however many write at once", async () => {
    const requests = Array.from({ length: 20 }, (_, index) =>
      aRequest({ id: `r${index}`, number: index + 1, daemon: `d${index}` }),
    );
    await Promise.all(requests.map((request) => make(request)));
    await got(restarts().decide({ audit: [{ ...entry(other), what: "locked", request: null, number: null }] }));
    expect(await seqs()).toEqual(Array.from({ length: 21 }, (_, index) => index + 1));
    expect(await got(restarts().verifyAudit())).toMatchObject({ kind: "whole", rows: 21 });
    expect(await got((await reopen()).restarts.verifyAudit())).toMatchObject({ kind: "whole", rows: 21 });
  });

  test("texts of any kind and length come back as they were, and are proved", async () => {
    const texts = [
      awkward,
      "a\u0000b\uD800c\uDFFF",
      "",
      "' or 1=1; drop table audit; --",
      "\r\n\u2028\uFEFF",
      "x".repeat(1_000_000),
    ];
    const audit = texts.map((reason) => ({ ...entry(other), details: { reason, [`${reason.slice(0, 20)} name`]: 1 } }));
    const request = aRequest({ reason: texts.join("|"), daemon: "zöpe 'x' \u202E" });
    expect(await got(restarts().swap({ expected: null, request, audit }))).toBe("done");
    const again = (await reopen()).restarts;
    expect(await got(again.findRestart({ id: request.id }))).toEqual(request);
    expect((await got(again.newestAuditRows(10))).map((row) => row.entry)).toEqual(audit);
    expect(await got(again.verifyAudit())).toMatchObject({ kind: "whole", rows: texts.length });
  });

  test("of many claims on one host at once one is done", async () => {
    const many = Array.from({ length: 8 }, (_, index) =>
      aRequest({ id: `r${index}`, number: index + 1, daemon: `d${index}`, state: states.approved }),
    );
    for (const request of many) await make(request);
    const claims = many.map((request) => ({ ...next(request, { state: states.checking }), alone: true as const }));
    const claimed = await Promise.all(claims.map((claim) => got(restarts().swap(claim))));
    expect(claimed.filter((one) => one === "done")).toHaveLength(1);
    expect(await seqs()).toHaveLength(many.length + 1);
  });

  test("what came of a restart is kept with its request: the run, and the figures before and after", async () => {
    const request = aRequest({ state: states.verifying });
    await make(request);
    await got(restarts().swap(next(request, { state: states.degraded })));
    const again = (await reopen()).restarts;
    expect((await got(again.findRestart({ id: request.id })))?.state).toEqual(states.degraded);
  });

  test("a chain longer than a page is read whole", async () => {
    const audit = Array.from({ length: 2300 }, () => entry(other));
    await got(restarts().decide({ audit }));
    expect(await got(restarts().verifyAudit())).toMatchObject({ kind: "whole", rows: 2300 });
    expect((await got(restarts().auditRows({ request: other.id, from: 2299, max: 10 }))).map(({ seq }) => seq)).toEqual(
      [2299, 2300],
    );
  });
}
