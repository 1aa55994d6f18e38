import type { Changes } from "../ports-store.ts";

/**
 * All changes as one, oldest first, with the newest state of each thing. Lists that only grow keep their newest entries:
 * without a limit a store that is out of order for a night would fill the memory.
 */
export function mergeChanges(all: readonly Changes[]): Changes {
  return withoutEmpty({
    hosts: newestOf(all.map(({ hosts }) => hosts)),
    ...keptAndGone(all),
    ...retell(all),
    feedback: newest(all.flatMap(({ feedback }) => feedback ?? [])),
    reports: newestOf(all.map(({ reports }) => reports)),
    memos: Object.assign({}, ...all.map(({ memos }) => memos)),
  });
}

/** Of each list that only grows. At about 0.5 kB each it is 10 MB: a night of a large fleet, and no harm to the machine. */
export const keptEntriesMax = 20_000;

function newest<T>(entries: readonly T[]): readonly T[] {
  return entries.length > keptEntriesMax ? entries.slice(-keptEntriesMax) : entries;
}

function newestOf<T extends { readonly id: string } | { readonly host: string }>(
  lists: readonly (readonly T[] | undefined)[],
): readonly T[] {
  const byKey = new Map<string | null, T>();
  for (const entry of lists.flatMap((list) => list ?? [])) byKey.set("id" in entry ? entry.id : entry.host, entry);
  return [...byKey.values()];
}

/** What was deleted and has come back is not deleted, and the other way round. */
function keptAndGone(all: readonly Changes[]): Pick<Changes, "silences" | "endedSilences" | "outbox" | "forgotten"> {
  const silences = remaining(all.map((each) => ({ kept: each.silences, gone: each.endedSilences })));
  const messages = remaining(all.map((each) => ({ kept: each.outbox, gone: each.forgotten })));
  return {
    silences: silences.kept,
    endedSilences: silences.gone,
    outbox: messages.kept,
    forgotten: newest(messages.gone),
  };
}

function remaining<T extends { readonly id: string }>(
  steps: readonly { readonly kept: readonly T[] | undefined; readonly gone: readonly string[] | undefined }[],
): { readonly kept: readonly T[]; readonly gone: readonly string[] } {
  const kept = new Map<string, T>();
  const gone = new Set<string>();
  for (const step of steps) {
    for (const entry of step.kept ?? []) {
      kept.set(entry.id, entry);
      gone.delete(entry.id);
    }
    for (const id of step.gone ?? []) {
      kept.delete(id);
      gone.add(id);
    }
  }
  return { kept: [...kept.values()], gone: [...gone] };
}

/** A transition that is not stored yet is retold on the spot; the others wait for the store. */
function retell(all: readonly Changes[]): Pick<Required<Changes>, "transitions" | "retold"> {
  const transitions = all.flatMap((each) => each.transitions ?? []);
  const messages = new Map(
    all.flatMap(({ retold }) => retold ?? []).map(({ transition, message }) => [transition, message]),
  );
  const here = new Set(transitions.map(({ id }) => id));
  return {
    transitions: newest(transitions.map((each) => ({ ...each, message: messages.get(each.id) ?? each.message }))),
    retold: newest(
      [...messages].filter(([id]) => !here.has(id)).map(([transition, message]) => ({ transition, message })),
    ),
  };
}

function withoutEmpty(changes: Changes): Changes {
  return Object.fromEntries(
    Object.entries(changes).filter(([, entries]) =>
      Array.isArray(entries) ? entries.length > 0 : Object.keys(entries).length > 0,
    ),
  );
}
