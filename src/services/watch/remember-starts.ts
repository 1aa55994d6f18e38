import { noStartHeaps, parseStartHeaps, renderStartHeaps, type StartHeaps } from "../../domain/start-heaps.ts";
import type { ChangeSaver } from "../outbox/save-changes.ts";

/** What each daemon held when it had just started, kept over a restart of the bot: daemons outlive it. */
export interface StartMemory {
  of(host: string): StartHeaps;
  /** Stored where it differs from what is. */
  take(host: string, starts: StartHeaps): void;
}

export function createStartMemory(saver: ChangeSaver, memos: Readonly<Record<string, string>>): StartMemory {
  const texts = new Map<string, string>();
  return {
    of: (host) => parseStartHeaps(memos[memoOf(host)] ?? "") ?? noStartHeaps,
    take(host, starts) {
      const text = renderStartHeaps(starts);
      const before = texts.get(host) ?? memos[memoOf(host)] ?? renderStartHeaps(noStartHeaps);
      texts.set(host, text);
      if (text !== before) void saver.save({ memos: { [memoOf(host)]: text } });
    },
  };
}

function memoOf(host: string): string {
  return `start heaps of ${host}`;
}
