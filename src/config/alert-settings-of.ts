import type { AlertSettings } from "../domain/alert/settings.ts";
import type { AlertConfig } from "./config.ts";

/** What holds for a daemon, or for the host itself where that is null: the nearest that says something. */
export function alertSettingsOf(alerts: AlertConfig, host: string, daemon: string | null): AlertSettings {
  // A host may be called "constructor".
  const ofDaemons = Object.hasOwn(alerts.ofDaemons, host) ? (alerts.ofDaemons[host] ?? {}) : {};
  const own = daemon !== null && Object.hasOwn(ofDaemons, daemon) ? ofDaemons[daemon] : undefined;
  const ofHost = Object.hasOwn(alerts.ofHosts, host) ? alerts.ofHosts[host] : undefined;
  return own ?? ofHost ?? alerts.settings;
}
