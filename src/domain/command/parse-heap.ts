import { fail, type Result, succeed } from "../result.ts";
import { chooseDaemons } from "./choose-daemons.ts";
import type { Command, KnownWords, UsageError } from "./command.ts";

/** `heap [daemon]`. */
export function parseHeap(words: readonly string[], known: KnownWords): Result<Command, UsageError> {
  const chosen = chooseDaemons(words, known.daemons);
  if (chosen.ok) return succeed({ kind: "heap", daemons: chosen.value });
  const { sentence, meant } = chosen.error;
  return fail({ sentence, suggestion: meant === null ? null : `${known.commandName} heap ${meant}` });
}
