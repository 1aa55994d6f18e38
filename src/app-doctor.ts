import type { SlackSettings } from "./adapters/slack/create-slack.ts";
import { inspectSlack } from "./adapters/slack/inspect-slack.ts";
import { createCommands } from "./app-restarts.ts";
import { inspectStore } from "./app-store.ts";
import { createWatch } from "./app-watch.ts";
import type { World } from "./app-world.ts";
import type { Config } from "./config/config.ts";
import { policyOf } from "./config/policy-of.ts";
import type { StoreSettings } from "./config/store-settings.ts";
import { examineHost } from "./domain/doctor/examine-host.ts";
import { examineRestarts, type RestartAccessSeen } from "./domain/doctor/examine-restarts.ts";
import type { Finding } from "./domain/doctor/finding.ts";
import { type Host, plainAccess } from "./domain/host.ts";
import { restartableOf } from "./domain/restart/restartable.ts";
import { fail, succeed } from "./domain/result.ts";
import { seconds } from "./domain/time.ts";
import { guardOrder, parseGuardAnswer } from "./guard/answer.ts";
import type { HostCommands } from "./services/ports-restart.ts";

const askFor = seconds(10);

export interface Examined {
  readonly config: Config;
  readonly slack: SlackSettings;
  readonly store: StoreSettings;
  /** Of the bot's process: whose the data folder has to be. Null where that was settled when the store was opened. */
  readonly uid: number | null;
}

/** Looks at everything that the bot depends on, over connections of its own, and changes nothing. */
export async function examineAll({ config, slack, store, uid }: Examined, world: World): Promise<readonly Finding[]> {
  const watch = createWatch(config, world);
  const [slackFindings, board, restarts] = await Promise.all([
    inspectSlack({ settings: slack, channel: config.channel }),
    watch.look(null, () => undefined),
    inspectRestarts(config, world),
  ]);
  await watch.stop();
  const reachOf = new Map(config.hosts.map(({ name, reach }) => [name, reach]));
  const hostFindings = board.hosts.flatMap((host) => examineHost(host, reachOf.get(host.host) ?? { kind: "local" }));
  return [...slackFindings, ...inspectStore(store, uid), ...hostFindings, ...restarts];
}

/** Whether restarts could be done on each host that has daemons for it; runs nothing there but the guard's `probe`. */
async function inspectRestarts(config: Config, world: World): Promise<readonly Finding[]> {
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
