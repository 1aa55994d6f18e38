import type { AlertSettings } from "../domain/alert/settings.ts";
import type { Host } from "../domain/host.ts";
import type { Millis } from "../domain/time.ts";
import type { RestartConfig } from "./restarts.ts";

/** What `scipy.yml` says, checked and complete: defaults are filled in, paths are absolute. */
export interface Config {
  /** Where the bot speaks unasked: a name with its "#", or a channel id. */
  readonly channel: string;
  /** The slash command with its slash. */
  readonly commandName: string;
  /** From one reading of a host to the next, 5 s to 10 min. */
  readonly interval: Millis;
  readonly reviewers: Reviewers;
  readonly restarts: RestartConfig;
  /** At least one, in the order of the file; names are unique without regard to case. */
  readonly hosts: readonly Host[];
  /** IANA name, for "until tomorrow 09:00", the digest and quiet hours; the machine's own unless said otherwise. */
  readonly zone: string;
  readonly alerts: AlertConfig;
  readonly digest: DigestConfig | null;
  readonly keep: KeepConfig;
  readonly self: SelfConfig;
}

export interface AlertConfig {
  /** For everything that has none of its own. */
  readonly settings: AlertSettings;
  /** By host name, complete; only hosts that differ. */
  readonly ofHosts: Readonly<Record<string, AlertSettings>>;
  /** By host name, then daemon name, complete; only daemons that differ. */
  readonly ofDaemons: Readonly<Record<string, Readonly<Record<string, AlertSettings>>>>;
  /** Who is told when nobody acknowledges, by Slack id; without them escalation goes to the channel alone. */
  readonly onCall: { readonly users: readonly string[]; readonly group: string | null };
  /** How much of an alert's history goes into its thread. */
  readonly threadLog: "off" | "brief" | "full";
  /** Where alerts go when the channel is gone or refuses them; null for a direct message to `owner`. */
  readonly fallbackChannel: string | null;
  /** Slack id of who looks after the bot; null where nobody is named. */
  readonly owner: string | null;
}

export interface DigestConfig {
  /** As croner reads it, in `zone`: "0 9 * * 1" is Monday at 9. */
  readonly cron: string;
}

/** How long readings are kept. */
export interface KeepConfig {
  readonly readingsMs: Millis;
  /** Of 5 min each. */
  readonly minutesMs: Millis;
  readonly hoursMs: Millis;
}

/** How the bot lets itself be watched. */
export interface SelfConfig {
  /** Of /healthz, /readyz and /metrics on 127.0.0.1; null for none. */
  readonly port: number | null;
  /** A dead man's switch: called (POST) or touched so often while the bot does its work. */
  readonly heartbeat: { readonly url: string | null; readonly file: string | null; readonly everyMs: Millis } | null;
  /** How often health addresses of daemons are called. */
  readonly healthEveryMs: Millis;
}

/** Who may approve a restart, by Slack id: names can be changed by their bearers. Nobody unless listed. */
export interface Reviewers {
  readonly users: readonly string[];
  readonly groups: readonly string[];
}
