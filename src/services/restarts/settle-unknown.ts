import { plainAccess } from "../../domain/host.ts";
import { noGeneration, type RestartRequest } from "../../domain/restart/restart-request.ts";
import { type Ending, endRestart } from "../../domain/restart/run-restart.ts";
import { millis, renderDuration } from "../../domain/time.ts";
import { resultAtGuard } from "./ask-guard.ts";
import { measureNow } from "./prepare-plan.ts";
import { daemonOf, type RestartState } from "./restart-state.ts";
import { endingOf, operationOf, tellDrained } from "./run-command.ts";
import { swap } from "./swap-request.ts";

/** A command that was sent without a guard may be at work for so many times its own time before its host says that it is not. */
const patience = 2;

/** Asks the host what is true. The command is never sent again. False while it stays unknown: it is asked again at the next sweep. */
export async function settleUnknown(self: RestartState, request: RestartRequest): Promise<boolean> {
  const ending = await findOut(self, request);
  const change = ending === null ? null : endRestart(request, ending, self.clock.now());
  if (change === null) return false;
  if (ending?.kind === "did not run")
    self.onMaintenance({ host: request.host, daemon: request.daemon }, null, `restart ${request.number}`);
  return (await swap(self, change)).ok;
}

async function findOut(self: RestartState, request: RestartRequest): Promise<Ending | null> {
  const known = daemonOf(self, request);
  if (known === null) return null;
  const { guard } = known.host.restartBy ?? plainAccess;
  if (!guard) return lookAtProcess(self, request);
  const ending = endingOf(await resultAtGuard(self, { host: known.host, operation: operationOf(request) }), request);
  if (ending?.kind !== "unknown") return ending;
  // Its record says no more, but the process may: another one, or none. The same one proves nothing, since the command may still
  // be at work: the guard's time for it is its own.
  const seen = await lookAtProcess(self, request);
  return seen?.kind === "ran" ? seen : null;
}

async function lookAtProcess(self: RestartState, request: RestartRequest): Promise<Ending | null> {
  const { state, plan } = request;
  const now = await measureNow(self, request);
  if (state.kind !== "unknown" || now === null || now.isUnseen) return null;
  const { output = "" } = state;
  // Since the command was last known to be under way: what was drained before it took its own time.
  const waited = self.clock.now() - state.at;
  if (now.epoch !== null && now.epoch !== plan.epoch) {
    const note = "the end of the command was not seen, and the daemon runs as another process";
    return { kind: "ran", run: { exit: null, tookMs: null, output, generation: now.epoch, note } };
  }
  if (waited < patience * self.settings.commandForMs) return null;
  if (now.epoch === null) {
    const note = "the end of the command was not seen, and no process of the daemon runs";
    return { kind: "ran", run: { exit: null, tookMs: null, output, generation: noGeneration, note } };
  }
  const why = `${renderDuration(millis(waited))} after its command was last heard of the same process as before runs`;
  return tellDrained({ kind: "did not run", why, output }, request);
}
