import type { BotTrouble } from "../domain/alert/event.ts";
import type { RestartLock } from "../domain/restart/restart-policy.ts";
import type { RestartRequest } from "../domain/restart/restart-request.ts";
import type { Instant } from "../domain/time.ts";
import type { AlertsReply } from "./ports-dialogs.ts";
import type { StatusReply } from "./ports-status.ts";

/** The bot's Home tab of one person. */
export interface HomeReply {
  readonly kind: "home";
  /** How hosts stand; its id is what Refresh and Details carry. */
  readonly status: StatusReply;
  readonly alerts: AlertsReply;
  /** Not over, oldest first. */
  readonly requests: readonly RestartRequest[];
  /** Ids of those that wait for this person. */
  readonly forYou: ReadonlySet<string>;
  /** To their messages, where they are decided. */
  readonly links: ReadonlyMap<string, string>;
  readonly locks: readonly RestartLock[];
  /** Whether there is a daemon that a restart can be asked for. */
  readonly canAsk: boolean;
  /** What the plan of each host wants next, soonest first. */
  readonly due: readonly DueRestart[];
  /** What keeps the bot itself from its work. */
  readonly troubles: readonly BotTrouble[];
  /** Where the requests' own messages stand: "#ops", or an id. */
  readonly channel: string;
}

/** A restart that the plan of a host wants. */
export interface DueRestart {
  readonly host: string;
  readonly daemon: string;
  readonly at: Instant;
}
