import type { Command } from "../../domain/command/command.ts";
import { deployInstants } from "../../domain/deploy.ts";
import { cheaperCures } from "../../domain/heap/cheaper-cures.ts";
import { hostRam } from "../../domain/heap/host-ram.ts";
import type { HostPlan } from "../../domain/heap/plan-host.ts";
import { looksBackMs, pointsOfHistory } from "../../domain/heap/points-of-history.ts";
import type { TrafficPoint } from "../../domain/heap/traffic-readings.ts";
import type { Host } from "../../domain/host.ts";
import { fail, type Result, succeed } from "../../domain/result.ts";
import type { MemoryFigures } from "../../domain/sample.ts";
import { instant } from "../../domain/time.ts";
import { deploysOf } from "../heap/deploys-of.ts";
import { wideningOf } from "../heap/widening-of.ts";
import type { AskedCommand } from "../ports.ts";
import type { PlanFinding, PlanQuestion } from "../ports-heap.ts";
import type { DaemonPoint } from "../ports-store.ts";
import type { AnswerOptions } from "./answer-options.ts";
import { whisper, whisperObjection } from "./whisper.ts";

/** Each takes up to a second or two; whoever asks waits for all of them. */
const hostsMax = 5;

/** `plan [host]` and `capacity [host]`: by the bot's own history, to the asker alone. */
export async function answerPlan(
  self: AnswerOptions,
  { answerTo }: Pick<AskedCommand, "answerTo">,
  { kind, host }: Extract<Command, { kind: "plan" | "capacity" }>,
): Promise<void> {
  const hosts = self.hosts.filter(({ name, daemons }) => (host === null || name === host) && daemons.length > 0);
  if (hosts.length === 0) {
    const where = host === null ? "" : ` on ${host}`;
    return whisperObjection(self, answerTo, `No daemon is watched${where}: name one under its host in scipy.yml.`);
  }
  const findings: PlanFinding[] = [];
  for (const each of hosts.slice(0, hostsMax)) findings.push(await findPlan(self, each));
  const more = Math.max(0, hosts.length - hostsMax);
  return whisper(self, answerTo, { kind, hosts: findings, more, commandName: self.commandName });
}

async function findPlan(self: AnswerOptions, host: Host): Promise<PlanFinding> {
  const cures = host.daemons
    .map((daemon) => ({ daemon: daemon.name, cures: cheaperCures(daemon) }))
    .filter((each) => each.cures.length > 0);
  const found = await planOfHost(self, host);
  if (!found.ok) return { host: host.name, plan: null, problem: found.error, cures };
  return { host: host.name, plan: found.value, problem: null, cures };
}

/** What a plan is made of. */
export type PlanSources = Pick<
  AnswerOptions,
  "clock" | "watch" | "readings" | "deploys" | "forecasts" | "heapModel" | "log" | "zone"
>;

/** By the bot's own history. The error is a sentence for the asker. */
export async function planOfHost(self: PlanSources, host: Host): Promise<Result<HostPlan, string>> {
  const question = await questionOf(self, host);
  if (!question.ok) return question;
  const answer = await self.heapModel.plan(question.value);
  if (!answer.ok) {
    self.log.warn("could not plan the restarts of a host", { host: host.name, reason: answer.error.reason });
    return fail(answer.error.detail);
  }
  return answer.value.ok ? answer.value : fail(answer.value.error.sentence);
}

/** The error is a sentence for the asker. */
async function questionOf(self: PlanSources, host: Host): Promise<Result<PlanQuestion, string>> {
  const now = self.clock.now();
  const span = { from: instant(now - looksBackMs), to: now };
  const memory = memoryOf(self, host.name);
  const ramBytes = memory?.totalBytes.value ?? null;
  if (memory === null || ramBytes === null)
    return fail("How much RAM it has is not known yet: it has not been read since the bot was started.");
  const rows = await self.readings.hostHistory(host.name, span);
  if (!rows.ok) return fail(`Its history cannot be read: ${rows.error.detail}`);
  const histories: (readonly DaemonPoint[])[] = [];
  for (const { name } of host.daemons) {
    const history = await self.readings.daemonHistory({ host: host.name, daemon: name }, span);
    if (!history.ok) return fail(`The history of ${name} cannot be read: ${history.error.detail}`);
    histories.push(history.value);
  }
  const ram = hostRam({
    ramBytes,
    unreclaimableBytes: memory.unreclaimableBytes.value,
    activeFileBytes: memory.activeFileBytes.value,
    rows: rows.value,
    daemons: histories,
  });
  if (ram === null)
    return fail(
      "What other processes hold is not known yet: the host and all of its daemons must be read at one time.",
    );
  const deployed = await deploysOfHost(self, host);
  if (!deployed.ok) return deployed;
  const widenings = await wideningsOfHost(self, host);
  if (!widenings.ok) return widenings;
  const daemons = host.daemons.map(({ name, pool }, index) => {
    const history = histories[index] ?? [];
    const deploys = deployed.value[index] ?? [];
    const widening = widenings.value[index] ?? 1;
    const points = pointsOfHistory(history);
    return { name, pool: pool ?? null, points, traffic: history.map(trafficOf), deploys, widening };
  });
  return succeed({ host: ram, daemons, zone: self.zone });
}

/** Of each daemon in its order, in seconds since 1970. */
async function deploysOfHost(self: PlanSources, host: Host): Promise<Result<readonly (readonly number[])[], string>> {
  const all: (readonly number[])[] = [];
  for (const { name, deploys = [] } of host.daemons) {
    const found = await deploysOf(self, { host: host.name, daemon: name, configured: deploys });
    if (!found.ok) return fail(`What was deployed of ${name} cannot be read: ${found.error.detail}`);
    all.push(deployInstants(found.value));
  }
  return succeed(all);
}

/** Of each daemon in its order. */
async function wideningsOfHost(self: PlanSources, host: Host): Promise<Result<readonly number[], string>> {
  const all: number[] = [];
  for (const { name } of host.daemons) {
    const found = await wideningOf(self.forecasts, { host: host.name, daemon: name });
    if (!found.ok) return fail(`How earlier forecasts of ${name} held cannot be read: ${found.error.detail}`);
    all.push(found.value.factor);
  }
  return succeed(all);
}

/** No more than is asked for: two months of it are copied to the model's thread. */
function trafficOf({ at, over, connections, cpuTicks, epoch }: DaemonPoint): TrafficPoint {
  return { at, over, connections: connections === null ? null : { median: connections.median }, cpuTicks, epoch };
}

/** By the last good reading; null before the first. */
function memoryOf({ watch }: PlanSources, host: string): MemoryFigures | null {
  const status = watch.board().hosts.find((one) => one.host === host);
  const read = status?.kind === "failed" ? status.lastGood : status?.kind === "read" ? status : null;
  return read?.sample.system.memory ?? null;
}
