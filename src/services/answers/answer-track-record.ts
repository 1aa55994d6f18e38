import type { KnownWords } from "../../domain/command/command.ts";
import { heldOf, trackRecord } from "../../domain/heap/track-record.ts";
import { notWidened } from "../../domain/heap/widening.ts";
import { wideningOf } from "../heap/widening-of.ts";
import type { AskedCommand, Chat } from "../ports.ts";
import type { TrackRecordFinding } from "../ports-heap.ts";
import type { AnswerOptions } from "./answer-options.ts";
import { whisper, whisperObjection } from "./whisper.ts";

type KnownDaemon = KnownWords["daemons"][number];

/** More rows are no table for a phone; each is a look into the store. */
const daemonsMax = 30;

/** `heap --track-record [daemon]`: how earlier forecasts stood up to what came, to the asker alone. */
export async function answerTrackRecord(
  self: Pick<AnswerOptions, "forecasts" | "commandName" | "clock" | "log"> & { readonly chat: Pick<Chat, "whisper"> },
  { answerTo }: Pick<AskedCommand, "answerTo">,
  daemons: readonly KnownDaemon[],
): Promise<void> {
  if (daemons.length === 0)
    return whisperObjection(self, answerTo, "No daemon is watched: name one under its host in scipy.yml.");
  const findings: TrackRecordFinding[] = [];
  for (const daemon of daemons.slice(0, daemonsMax)) findings.push(await recordOf(self.forecasts, daemon));
  findings.sort((a, b) => heldRatio(a) - heldRatio(b));
  const more = Math.max(0, daemons.length - daemonsMax);
  const { commandName, clock } = self;
  return whisper(self, answerTo, { kind: "track record", daemons: findings, more, commandName, now: clock.now() });
}

async function recordOf(
  forecasts: AnswerOptions["forecasts"],
  { host, name }: KnownDaemon,
): Promise<TrackRecordFinding> {
  const of = { host, daemon: name };
  const kept = await forecasts.ofDaemon(of);
  const widening = await wideningOf(forecasts, of);
  if (kept.ok && widening.ok)
    return { ...of, record: trackRecord(kept.value), widening: widening.value, problem: null };
  const failure = kept.ok ? widening : kept;
  const problem = failure.ok ? null : `Its forecasts cannot be read: ${failure.error.detail}`;
  return { ...of, record: null, widening: notWidened, problem };
}

/** For sorting: the worst first, and last those of which nothing is known yet. */
function heldRatio({ record }: TrackRecordFinding): number {
  const { held, scored } = record === null ? { held: 0, scored: 0 } : heldOf(record);
  return scored === 0 ? 2 : held / scored;
}
