import { createCommands } from "./app-restarts.ts";
import type { World } from "./app-world.ts";
import type { Config } from "./config/config.ts";
import { policyOf } from "./config/policy-of.ts";
import { examineRestarts, type RestartAccessSeen } from "./domain/doctor/examine-restarts.ts";
import type { Finding } from "./domain/doctor/finding.ts";
import { type Host, plainAccess } from "./domain/host.ts";
import { restartableOf } from "./domain/restart/restartable.ts";
import { fail, succeed } from "./domain/result.ts";
import { seconds } from "./domain/time.ts";
import { guardOrder, parseGuardAnswer } from "./guard/answer.ts";
import type { HostCommands } from "./services/ports-restart.ts";

const askFor = seconds(10);

/** Whether restarts could be done on each host that has daemons for it; runs nothing there but the guard's `probe`. */
export async function inspectRestarts(config: Config, world: World): Promise<readonly Finding[]> {
  const commands = createCommands(world);
  try {
    const hosts = config.hosts.filter((host) => restartableOf(host).length > 0);
    const found = await Promise.all(
      hosts.map(async (host) => {
        const seen = await lookAt(commands, host);
        return examineRestarts(host, seen, (daemon) => policyOf(config, host.name, daemon));
      }),
    );
    return found.flat();
  } finally {
    await commands.close();
  }
}

async function lookAt(commands: HostCommands, host: Host): Promise<RestartAccessSeen> {
  if (!(host.restartBy ?? plainAccess).guard) return { reached: await commands.reach(host, askFor), guard: null };
  const outcome = await commands.run(host, { argv: guardOrder("probe"), hostKey: null }, askFor);
  if (outcome.kind !== "ended") return { reached: fail(outcome.detail), guard: null };
  const answer = parseGuardAnswer(outcome.output);
  return { reached: succeed(null), guard: answer.kind === "here" ? answer : null };
}
