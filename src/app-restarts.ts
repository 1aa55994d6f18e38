import { createOneTimeCodes } from "./adapters/codes/one-time-codes.ts";
import { createHttpProbe } from "./adapters/http/create-http-probe.ts";
import { runLocalCommand } from "./adapters/local/run-local-command.ts";
import type { Slack } from "./adapters/slack/create-slack.ts";
import { createSshCommands, restartReach } from "./adapters/ssh/create-ssh-commands.ts";
import { hashText } from "./adapters/system/ids.ts";
import type { Alerts } from "./app-alerts.ts";
import type { OpenPart } from "./app-close.ts";
import { heapSourcesOf } from "./app-heap-sources.ts";
import type { World } from "./app-world.ts";
import type { Config } from "./config/config.ts";
import { loadCodes } from "./config/load-codes.ts";
import { policyOf } from "./config/policy-of.ts";
import { productVersion } from "./config/version.ts";
import { type Host, plainAccess } from "./domain/host.ts";
import { type Result, succeed } from "./domain/result.ts";
import { instant } from "./domain/time.ts";
import { nextDue } from "./services/answers/next-window.ts";
import type { HeapModel } from "./services/ports-heap.ts";
import type { BotStore, HostCommands, OneTimeCodes } from "./services/ports-restart.ts";
import type { StoreFailure } from "./services/ports-store.ts";
import { createRestarts, type Restarts } from "./services/restarts/create-restarts.ts";
import { stampAudit } from "./services/restarts/stamp-audit.ts";
import type { HostWatch } from "./services/watch/watch-hosts.ts";

export interface RestartsOptions extends World {
  readonly config: Config;
  readonly store: BotStore;
  readonly slack: Pick<Slack, "people">;
  readonly watch: HostWatch;
  readonly alerts: Alerts;
  readonly heapModel: HeapModel;
  /** Where commands run; the world's own unless a test has another. */
  readonly commands?: HostCommands;
  readonly note: (name: string, close: OpenPart["close"]) => void;
}

/** Requests for restarts, as they were when the bot ended; nothing is begun before `start`. */
export async function openRestarts(options: RestartsOptions): Promise<Result<Restarts, StoreFailure>> {
  const { config, store, slack, alerts, clock, note } = options;
  const stored = await store.restarts.loadRestarts();
  if (!stored.ok) return stored;
  const commands = options.commands ?? createCommands(options);
  note("the commands on hosts", commands.close);
  const probe = createHttpProbe({ clock });
  const restarts = createRestarts({
    ...options,
    ...config,
    commands,
    ...{ people: slack.people, stored: stored.value },
    ...{ outbox: alerts.outbox, saver: alerts.saver, desk: alerts.notifier },
    callHealth: probe.get,
    policyOf: (host, daemon) => policyOf(config, host, daemon),
    nextDue: (of) => nextDue({ ...options, ...heapSourcesOf(store), hosts: config.hosts, zone: config.zone }, of),
    settings: config.restarts,
    forecasts: store.forecasts,
    store: stampAudit(store.restarts, { version: productVersion, hashOf: hashText }),
    hashOf: hashText,
    onMaintenance({ host, daemon }, forMs, what) {
      if (forMs === null) return alerts.notifier.take(host, { kind: "maintenance over", daemon });
      const until = instant(alerts.steady.now() + forMs);
      alerts.notifier.take(host, { kind: "maintenance", daemon, until, what });
    },
  });
  note("the restarts", restarts.stop);
  return succeed(restarts);
}

/** The reviewers' one-time codes; nobody has one where no file is named. */
export function openCodes({ restarts }: Config, { clock }: World): Result<OneTimeCodes, string> {
  const { codesFile } = restarts;
  if (codesFile === null) return succeed(createOneTimeCodes(new Map(), clock));
  // The file was judged with the configuration; null leaves its owner out, which was looked at then.
  const secrets = loadCodes(codesFile, null);
  return secrets.ok ? succeed(createOneTimeCodes(secrets.value, clock)) : secrets;
}

/** Over SSH with the account of restarts, or on this machine itself. */
export function createCommands(world: World): HostCommands {
  const ssh = createSshCommands(world);
  const placeOf = ({ name, reach, restartBy = plainAccess }: Host) =>
    reach.kind === "local" ? null : { name, reach: restartReach(reach, restartBy) };
  return {
    async reach(host, deadline) {
      const place = placeOf(host);
      return place === null ? succeed({ hostKey: null }) : ssh.reach(place, deadline);
    },
    run(host, order, deadline) {
      const place = placeOf(host);
      return place === null ? runLocalCommand(order, deadline, world.clock) : ssh.run(place, order, deadline);
    },
    close: ssh.stop,
  };
}
