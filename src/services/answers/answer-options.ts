import type { BotTrouble } from "../../domain/alert/event.ts";
import type { AlertSettings } from "../../domain/alert/settings.ts";
import type { KnownWords } from "../../domain/command/command.ts";
import type { Host } from "../../domain/host.ts";
import type { RestartPolicy } from "../../domain/restart/restart-policy.ts";
import type { AlertDesk } from "../alerts/alert-desk.ts";
import type { Chat, Clock, Log } from "../ports.ts";
import type { Calendar } from "../ports-calendar.ts";
import type { DeployStore } from "../ports-deploys.ts";
import type { Examine } from "../ports-doctor.ts";
import type { ForecastStore } from "../ports-forecasts.ts";
import type { HeapModel } from "../ports-heap.ts";
import type { NoticeChat } from "../ports-notices.ts";
import type { OneTimeCodes, People } from "../ports-restart.ts";
import type { DecisionStore, SampleStore } from "../ports-store.ts";
import type { RestartDesk } from "../restarts/restart-desk.ts";
import type { HostWatch } from "../watch/watch-hosts.ts";

/** What answering needs of the rest of the bot. */
export interface AnswerOptions {
  readonly chat: Chat;
  readonly watch: HostWatch;
  readonly desk: AlertDesk;
  /** What happened to alerts, and what people thought of them. */
  readonly past: Pick<DecisionStore, "transitions" | "feedback">;
  /** Daemons and hosts of the past. */
  readonly readings: Pick<SampleStore, "daemonHistory" | "hostHistory">;
  readonly heapModel: HeapModel;
  /** What people marked as deployed. */
  readonly deploys: DeployStore;
  /** What was foretold of heaps, and what came of it. */
  readonly forecasts: Pick<ForecastStore, "ofDaemon" | "scored">;
  readonly people: Pick<People, "actor">;
  readonly calendar: Calendar;
  /** Of quiet hours: an IANA name. */
  readonly zone: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly newId: () => string;
  /** With its slash. */
  readonly commandName: string;
  /** Where the bot speaks unasked. */
  readonly channel: string;
  readonly hosts: readonly Host[];
  /** For everything that has none of its own. */
  readonly settings: AlertSettings;
  /** For a daemon of a host, or for the host itself. */
  readonly settingsOf: (host: string, daemon: string | null) => AlertSettings;
  readonly restarts: RestartDesk;
  readonly codes: OneTimeCodes;
  readonly examine: Examine;
  /** What keeps the bot itself from its work, as it was found last. */
  readonly troubles: () => readonly BotTrouble[];
  /** A link to a message of the bot; null where the chat gives none. */
  readonly linkTo: NoticeChat["linkTo"];
  /** Who may decide on a daemon's restart. */
  readonly policyOf: (host: string, daemon: string) => RestartPolicy;
}

/** The names that people may use. */
export function knownWordsOf({ hosts, commandName }: Pick<AnswerOptions, "hosts" | "commandName">): KnownWords {
  const daemons = hosts.flatMap((host) => host.daemons.map(({ name }) => ({ name, host: host.name })));
  return { hosts: hosts.map((host) => host.name), daemons, commandName };
}
