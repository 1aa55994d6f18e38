import { plainAccess } from "../../domain/host.ts";
import type { RestartChange } from "../../domain/restart/change.ts";
import type { Measure } from "../../domain/restart/frozen-plan.ts";
import { noGeneration, type RestartRequest } from "../../domain/restart/restart-request.ts";
import { type Ending, endRestart } from "../../domain/restart/run-restart.ts";
import { type Millis, millis, seconds } from "../../domain/time.ts";
import { type GuardAnswer, guardOrder } from "../../guard/answer.ts";
import type { OrderOutcome } from "../ports-restart.ts";
import { guardAnswerOf } from "./ask-guard.ts";
import { measureNow, type Sighting } from "./prepare-plan.ts";
import type { RestartState } from "./restart-state.ts";
import { swap } from "./swap-request.ts";

/** Alerts about the daemon wait for so long after the command: a start takes its time. */
const graceMs = 60_000;
const lookEveryMs: Millis = seconds(2);

/** Sends the command of a request whose intent is stored, and stores what is proved of its end. */
export async function runCommand(self: RestartState, request: RestartRequest, seen: Sighting): Promise<boolean> {
  const { commandForMs, verifyForMs } = self.settings;
  const of = { host: request.host, daemon: request.daemon };
  self.onMaintenance(of, millis(commandForMs + verifyForMs + graceMs), `restart ${request.number}`);
  const ending = (await isTakenOver(self, request)) ? takenOver : await drainAndSend(self, request, seen);
  const change = endRestart(request, ending, self.clock.now());
  if (change === null) return false;
  if (ending.kind === "did not run") self.onMaintenance(of, null, `restart ${request.number}`);
  return swapUntilStored(self, change);
}

/** Nobody else carries on what is running: a store that is away for a moment would leave it so until the bot is started anew. */
async function swapUntilStored(self: RestartState, change: RestartChange): Promise<boolean> {
  for (;;) {
    const stored = await swap(self, change);
    if (stored.ok || stored.error.reason === "lost" || self.isStopped) return stored.ok;
    await pause(self, storeAgainMs);
  }
}

const storeAgainMs: Millis = seconds(5);

async function drainAndSend(self: RestartState, request: RestartRequest, seen: Sighting): Promise<Ending> {
  const mayBeDrained = await drain(self, request, seen);
  if (!mayBeDrained) return send(self, request, seen);
  return tellDrained((await isTakenOver(self, request)) ? takenOver : await send(self, request, seen), request);
}

/** A daemon that was not restarted after it was told to end its work stays without any, and nobody would know why. */
export function tellDrained(ending: Ending, { plan }: RestartRequest): Ending {
  if (ending.kind !== "did not run" || plan.drain === null) return ending;
  const why = `${ending.why.replace(/\.$/, "")}; but what lets it end its work may have run, so see that it takes work again`;
  return { ...ending, why };
}

/** The operation's name on the host, the same for each try: the guard runs it once. */
export function operationOf({ id }: Pick<RestartRequest, "id">): string {
  return id;
}

const takenOver: Ending = {
  kind: "did not run",
  why: "before its command was sent the store no longer had it as this bot's: another has taken its place, or the store does not answer",
  output: "",
};

/**
 * A bot that stood still, as a machine that is paused does, may wake after another one has told what became of the request, and
 * somebody has asked for it anew: a command that comes then would be the second one. A store that does not answer for a while may have
 * said yes to another bot meanwhile: then nothing is sent either.
 */
async function isTakenOver(self: RestartState, { id, version }: RestartRequest): Promise<boolean> {
  for (let tries = 0; ; tries += 1) {
    const found = await self.store.findRestart({ id });
    if (found.ok) return found.value?.version !== version;
    if (tries >= storeTriesMax) return true;
    await pause(self, lookEveryMs);
  }
}

const storeTriesMax = 5;

async function send(self: RestartState, request: RestartRequest, seen: Sighting): Promise<Ending> {
  const { guard } = seen.host.restartBy ?? plainAccess;
  const { plan, daemon } = request;
  const argv = guard ? guardOrder("restart", daemon, plan.generation ?? "", operationOf(request)) : plan.argv;
  const outcome = await self.commands.run(seen.host, { argv, hostKey: plan.hostKey }, self.settings.commandForMs);
  if (outcome.kind === "not sent") return { kind: "did not run", why: outcome.detail, output: "" };
  if (guard) return endingOf(guardAnswerOf(outcome), request) ?? unfinished;
  return lookWhetherRan(self, request, outcome);
}

const unfinished: Ending = { kind: "unknown", why: "the guard has not finished it yet", output: "" };

/** Null while it is not known yet, but will be. */
export function endingOf(answer: GuardAnswer, request: RestartRequest): Ending | null {
  switch (answer.kind) {
    case "done": {
      const { exit, seconds: took, output, after: generation } = answer;
      const note = exit === 0 ? null : `the command ended with ${exit}, and the daemon runs as another process`;
      return { kind: "ran", run: { exit, tookMs: seconds(took), output, generation, note } };
    }
    case "failed":
      // The guard drains it by itself, just before its command.
      return tellDrained({ kind: "did not run", why: answer.why, output: answer.output }, request);
    case "refused":
      return { kind: "did not run", why: `the guard on the host has refused it: ${answer.why}`, output: "" };
    case "none":
      return { kind: "did not run", why: "the guard on the host has never been asked for it", output: "" };
    case "running":
    case "planned":
    case "here":
      return null;
    case "unknown":
      return answer;
  }
}

/** Without a guard the proof is what runs there: another process than before, or the same one and a command that has ended. */
async function lookWhetherRan(
  self: RestartState,
  request: RestartRequest,
  outcome: Exclude<OrderOutcome, { readonly kind: "not sent" }>,
): Promise<Ending> {
  const after = await measuredSoon(self, request);
  const exit = outcome.kind === "ended" ? outcome.exit : null;
  const tookMs = outcome.kind === "ended" ? outcome.tookMs : null;
  const { output } = outcome;
  if (after?.epoch != null && after.epoch !== request.plan.epoch) {
    const said =
      exit === null
        ? `the end of the command was not seen (${outcome.kind === "unknown" ? outcome.detail : ""})`
        : `the command ended with ${exit}, and the daemon runs as another process`;
    return { kind: "ran", run: { exit, tookMs, output, generation: after.epoch, note: exit === 0 ? null : said } };
  }
  if (outcome.kind === "unknown") return { kind: "unknown", why: outcome.detail, output };
  if (after === null || after.isUnseen) {
    const but = after === null ? "the host gives no reading" : "the host does not let the bot see whether it runs";
    return { kind: "unknown", why: `the command ended with ${outcome.exit}, but ${but}`, output };
  }
  if (after.epoch === null)
    return { kind: "ran", run: { exit, tookMs, output, generation: noGeneration, note: "no process of it runs" } };
  const why = `the command ended with ${outcome.exit}, and the same process as before runs`;
  // One that ended well may have left the work to somebody else, who comes to it later.
  return { kind: outcome.exit === 0 ? "unknown" : "did not run", why, output };
}

/** A new process may take some seconds to be seen. */
async function measuredSoon(self: RestartState, request: RestartRequest): Promise<Measure | null> {
  for (let tries = 0; ; tries += 1) {
    const now = await measureNow(self, request);
    const isAnother = now !== null && now.epoch !== null && now.epoch !== request.plan.epoch;
    if (isAnother || tries >= lookTriesMax) return now;
    await pause(self, lookEveryMs);
  }
}

const lookTriesMax = 5;

/** Lets the daemon end its work, and waits until nobody is connected, or for as long as it may take. False where surely nothing was sent. */
async function drain(self: RestartState, { plan }: RestartRequest, { host, daemon }: Sighting): Promise<boolean> {
  // The guard does it by itself: its key runs nothing else.
  if (plan.drain === null || (host.restartBy ?? plainAccess).guard) return false;
  const until = self.clock.monotonic() + plan.drain.withinMs;
  const order = { argv: plan.drain.argv, hostKey: plan.hostKey };
  const outcome = await self.commands.run(host, order, plan.drain.withinMs);
  if (outcome.kind !== "ended" || outcome.exit !== 0) {
    self.log.warn("a daemon could not be drained before its restart", {
      host: host.name,
      daemon: daemon.name,
      outcome: outcome.kind,
    });
    return outcome.kind !== "not sent";
  }
  while (self.clock.monotonic() < until) {
    const sockets = await self.watch.sockets(host.name, daemon.ports);
    if (sockets.value === null || sockets.value.peers.length === 0) return true;
    await pause(self, lookEveryMs);
  }
  return true;
}

function pause(self: RestartState, time: Millis): Promise<void> {
  return new Promise((resolve) => void self.clock.after(time, resolve));
}
