import type { KnownWords } from "../../domain/command/command.ts";
import { limitOfDaemon } from "../../domain/heap/limit-of-daemon.ts";
import { looksBackMs } from "../../domain/heap/points-of-history.ts";
import { notWidened } from "../../domain/heap/widening.ts";
import { worstHeapFirst } from "../../domain/heap/worst-heap-first.ts";
import type { ReadHost } from "../../domain/status.ts";
import { type DeploySources, deploysOf } from "../heap/deploys-of.ts";
import { type HeapSources, horizonDays, studyHeap } from "../heap/study-heap.ts";
import type { AskedCommand, Chat } from "../ports.ts";
import type { HeapFinding } from "../ports-heap.ts";
import type { HostWatch } from "../watch/watch-hosts.ts";
import type { AnswerOptions } from "./answer-options.ts";
import { whisper, whisperObjection } from "./whisper.ts";

type KnownDaemon = KnownWords["daemons"][number];

/** Each takes up to some tenths of a second; whoever asks waits for all of them. */
const daemonsMax = 15;

export interface HeapAnswerOptions extends HeapSources, DeploySources, Pick<AnswerOptions, "hosts" | "commandName"> {
  readonly chat: Pick<Chat, "whisper">;
  readonly watch: Pick<HostWatch, "board">;
}

/** `heap [daemon]`: where heaps are going, by the bot's own history, to the asker alone. */
export async function answerHeap(
  self: HeapAnswerOptions,
  { answerTo }: Pick<AskedCommand, "answerTo">,
  daemons: readonly KnownDaemon[],
): Promise<void> {
  if (daemons.length === 0)
    return whisperObjection(self, answerTo, "No daemon is watched: name one under its host in scipy.yml.");
  const findings: HeapFinding[] = [];
  for (const daemon of daemons.slice(0, daemonsMax)) findings.push(await studyDaemon(self, daemon));
  findings.sort((a, b) => worstHeapFirst(a.outlook?.analysis ?? null, b.outlook?.analysis ?? null));
  const more = Math.max(0, daemons.length - daemonsMax);
  const { commandName, clock } = self;
  return whisper(self, answerTo, { kind: "heap", daemons: findings, more, horizonDays, commandName, now: clock.now() });
}

async function studyDaemon(self: HeapAnswerOptions, { host, name }: KnownDaemon): Promise<HeapFinding> {
  const now = self.clock.now();
  const read = lastRead(self, host);
  const ramBytes = read?.sample.system.memory.totalBytes.value ?? null;
  const standing = read?.daemons.find(({ figures }) => figures.name === name);
  const daemon = self.hosts.find((one) => one.name === host)?.daemons.find((one) => one.name === name);
  const limit = limitOfDaemon(daemon, { ramBytes, measuredBytes: standing?.thresholdBytes.value ?? null });
  const deploys = await deploysOf(self, { host, daemon: name, configured: daemon?.deploys ?? [] });
  if (!deploys.ok) {
    const problem = `What was deployed of it cannot be read: ${deploys.error.detail}`;
    return { host, daemon: name, limit, deploys: [], outlook: null, widening: notWidened, problem };
  }
  const recent = deploys.value.filter(({ at }) => at >= now - looksBackMs);
  const found = { host, daemon: name, limit, deploys: recent };
  const thresholds = limit === null ? [] : [limit.bytes];
  const study = await studyHeap(self, { host, daemon: name, deploys: deploys.value, ramBytes, thresholds });
  if (!study.ok) return { ...found, outlook: null, widening: notWidened, problem: study.error };
  const { outlook, widening } = study.value;
  return { ...found, outlook, widening, problem: null };
}

/** The last good reading; null before the first. */
function lastRead({ watch }: HeapAnswerOptions, host: string): ReadHost | null {
  const status = watch.board().hosts.find((one) => one.host === host);
  return status?.kind === "failed" ? status.lastGood : status?.kind === "read" ? status : null;
}
