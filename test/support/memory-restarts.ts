import type { AuditEntry } from "../../src/domain/restart/audit-entry.ts";
import type { RestartLock, StandingApproval } from "../../src/domain/restart/restart-policy.ts";
import { isOver, isUnderWay, type RestartRequest } from "../../src/domain/restart/restart-request.ts";
import { fail, succeed } from "../../src/domain/result.ts";
import type { RestartStore } from "../../src/services/ports-restart.ts";
import type { StoreFailure } from "../../src/services/ports-store.ts";

/** Requests and audit that outlive what a test calls a process; what goes in and out is a copy, as on a disk. */
export interface MemoryRestarts extends RestartStore {
  /** From now on nothing can be recorded; null mends it. */
  breakDown(failure: StoreFailure | null): void;
  /** Awaited before each swap takes effect: a place to wait, or never to come back from. */
  beforeSwap: (request: RestartRequest) => Promise<void>;
  /** Hears of each swap that took effect. */
  afterSwap: (request: RestartRequest) => void;
  /** It stores whatever it is given and compares nothing: for tests that have to notice that. */
  isNaive: boolean;
  readonly entries: readonly AuditEntry[];
  all(): readonly RestartRequest[];
}

export function createMemoryRestarts(): MemoryRestarts {
  const requests = new Map<string, RestartRequest>();
  const locks = new Map<string | null, RestartLock>();
  const standing = new Map<string, StandingApproval>();
  const entries: AuditEntry[] = [];
  let problem: StoreFailure | null = null;
  const others = ({ id }: RestartRequest) => [...requests.values()].filter((one) => one.id !== id);
  const store: MemoryRestarts = {
    entries,
    beforeSwap: async () => undefined,
    afterSwap: () => undefined,
    isNaive: false,
    breakDown(failure) {
      problem = failure;
    },
    all: () => structuredClone([...requests.values()]),
    loadRestarts: async () =>
      succeed(
        structuredClone({
          requests: [...requests.values()].filter((one) => !isOver(one)),
          locks: [...locks.values()],
          standing: [...standing.values()],
        }),
      ),
    async swap({ expected, request, audit, alone, only }) {
      const written = structuredClone(request);
      await store.beforeSwap(written);
      if (problem !== null) return fail(problem);
      const { host, daemon } = written;
      const isAlone =
        !others(written).some((one) => one.host === host && isUnderWay(one)) && !locks.has(host) && !locks.has(null);
      const isOnly = !others(written).some((one) => one.host === host && one.daemon === daemon && !isOver(one));
      const isExpected = (requests.get(written.id)?.version ?? null) === expected;
      const isTaken = expected === null && others(written).some(({ number }) => number === written.number);
      const isRefused = !isExpected || isTaken || (alone === true && !isAlone) || (only === true && !isOnly);
      if (isRefused && !store.isNaive) return succeed("lost");
      requests.set(written.id, written);
      entries.push(...structuredClone(audit));
      store.afterSwap(written);
      return succeed("done");
    },
    nextNumber: async () => succeed(Math.max(0, ...[...requests.values()].map(({ number }) => number)) + 1),
    findRestart: async (by) =>
      problem !== null
        ? fail(problem)
        : succeed(
            structuredClone(
              [...requests.values()].find((one) => ("id" in by ? one.id === by.id : one.number === by.number)) ?? null,
            ),
          ),
    pastRestarts: async ({ host, daemon, span, max }) => {
      if (problem !== null) return fail(problem);
      return succeed(
        structuredClone(
          [...requests.values()]
            .filter((one) => (host === null || one.host === host) && (daemon === null || one.daemon === daemon))
            .filter(({ createdAt }) => createdAt >= span.from && createdAt <= span.to)
            .sort((a, b) => b.number - a.number)
            .slice(0, max),
        ),
      );
    },
    async decide({ locks: made = [], unlocked = [], standing: signed = [], audit }) {
      if (problem !== null) return fail(problem);
      for (const lock of made) locks.set(lock.host, lock);
      for (const one of signed) standing.set(one.id, structuredClone(one));
      for (const host of unlocked) locks.delete(host);
      entries.push(...structuredClone(audit));
      return succeed(null);
    },
    auditRows: async ({ request, from, max }) =>
      succeed(
        entries
          .map((entry, at) => ({ seq: at + 1, entry, before: "", hash: "" }))
          .filter(({ seq, entry }) => seq >= from && (request === null || entry.request === request))
          .slice(0, max),
      ),
    newestAuditRows: async (max) =>
      succeed(entries.map((entry, at) => ({ seq: at + 1, entry, before: "", hash: "" })).slice(-max)),
    verifyAudit: async () => succeed({ kind: "whole", rows: entries.length, head: "" }),
  };
  return store;
}
