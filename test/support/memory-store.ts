import type { HostAlerts } from "../../src/domain/alert/host-alerts.ts";
import type { Silence } from "../../src/domain/alert/silence.ts";
import { fail, succeed } from "../../src/domain/result.ts";
import type {
  Changes,
  DecisionStore,
  Feedback,
  OutgoingMessage,
  Report,
  StoredState,
  StoreFailure,
  TransitionRecord,
} from "../../src/services/ports-store.ts";

/** A decision store that outlives what a test calls a process; what goes in and out is a copy, as on a disk. */
export interface MemoryStore extends DecisionStore {
  /** From now on every call fails with this; null mends it. */
  breakDown(failure: StoreFailure | null): void;
  /** Awaited before each commit takes effect: a place to wait, or never to come back from. */
  beforeCommit: (changes: Changes) => Promise<void>;
  /** How many commits have taken effect. */
  readonly commits: number;
  /** What is on the disk. */
  state(): StoredState;
  allTransitions(): readonly TransitionRecord[];
}

export function createMemoryStore(): MemoryStore {
  const disk = newDisk();
  let problem: StoreFailure | null = null;
  let commits = 0;
  const store: MemoryStore = {
    beforeCommit: async () => undefined,
    get commits() {
      return commits;
    },
    breakDown(failure) {
      problem = failure;
    },
    state: () => structuredClone(stateOf(disk)),
    allTransitions: () => structuredClone([...disk.transitions.values()]),
    load: async () => (problem === null ? succeed(structuredClone(stateOf(disk))) : fail(problem)),
    async commit(changes) {
      const written = structuredClone(changes);
      await store.beforeCommit(written);
      if (problem !== null) return fail(problem);
      apply(disk, written);
      commits += 1;
      return succeed(null);
    },
    async transitions({ from, to, max }) {
      if (problem !== null) return fail(problem);
      const found = [...disk.transitions.values()].filter(({ at }) => at >= from && at <= to);
      return succeed(structuredClone(found.sort((a, b) => a.at - b.at).slice(0, max)));
    },
    async feedback({ from, to }) {
      if (problem !== null) return fail(problem);
      return succeed(structuredClone(disk.feedback.filter(({ at }) => at >= from && at <= to)));
    },
  };
  return store;
}

interface Disk {
  readonly hosts: Map<string, HostAlerts>;
  readonly silences: Map<string, Silence>;
  readonly outbox: Map<string, OutgoingMessage>;
  readonly transitions: Map<string, TransitionRecord>;
  readonly reports: Map<string, Report>;
  readonly memos: Map<string, string>;
  readonly feedback: Feedback[];
}

function newDisk(): Disk {
  return {
    hosts: new Map(),
    silences: new Map(),
    outbox: new Map(),
    transitions: new Map(),
    reports: new Map(),
    memos: new Map(),
    feedback: [],
  };
}

function stateOf({ hosts, silences, outbox, reports, memos }: Disk): StoredState {
  return {
    hosts: [...hosts.values()],
    silences: [...silences.values()],
    outbox: [...outbox.values()],
    reports: [...reports.values()],
    memos: Object.fromEntries(memos),
  };
}

function apply(disk: Disk, changes: Changes): void {
  for (const host of changes.hosts ?? []) disk.hosts.set(host.host, host);
  for (const silence of changes.silences ?? []) disk.silences.set(silence.id, silence);
  for (const id of changes.endedSilences ?? []) disk.silences.delete(id);
  for (const message of changes.outbox ?? []) disk.outbox.set(message.id, message);
  for (const id of changes.forgotten ?? []) disk.outbox.delete(id);
  for (const transition of changes.transitions ?? []) disk.transitions.set(transition.id, transition);
  for (const { transition, message } of changes.retold ?? []) retell(disk, transition, message);
  for (const report of changes.reports ?? []) disk.reports.set(report.id, report);
  for (const [name, value] of Object.entries(changes.memos ?? {})) disk.memos.set(name, value);
  disk.feedback.push(...(changes.feedback ?? []));
}

function retell(disk: Disk, id: string, message: string): void {
  const transition = disk.transitions.get(id);
  if (transition !== undefined) disk.transitions.set(id, { ...transition, message });
}
