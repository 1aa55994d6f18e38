import { alertSettingsOf } from "./config/alert-settings-of.ts";
import type { Config } from "./config/config.ts";
import type { AlertSettings } from "./domain/alert/settings.ts";

/**
 * The trial's own waits for its demo daemon, and for nothing else: it lives through in minutes what a daemon lives through in
 * days. Between the warning at 85 % of its threshold and the threshold itself lies some three quarters of a minute, in
 * which the usual waits of 2 min and 30 s would say nothing. Everything else of the alerts is as it is without a `scipy.yml`.
 */
export function withDemoAlerts(
  config: Config,
  { host, daemon }: { readonly host: string; readonly daemon: string },
): Config {
  const { alerts } = config;
  const ofHost = alertSettingsOf(alerts, host, null);
  const ofDaemon = alertSettingsOf(alerts, host, daemon);
  const daemons = Object.hasOwn(alerts.ofDaemons, host) ? alerts.ofDaemons[host] : {};
  return {
    ...config,
    alerts: {
      ...alerts,
      // A group is told by host, whichever daemon is the first of it.
      ofHosts: { ...alerts.ofHosts, [host]: { ...ofHost, life: { ...ofHost.life, ...groupWaits } } },
      ofDaemons: { ...alerts.ofDaemons, [host]: { ...daemons, [daemon]: demoSettings(ofDaemon) } },
    },
  };
}

/** Less than a reading: whoever tries it should not wait twice. */
const groupWaits = { groupWaitMs: 5000, groupIntervalMs: 15_000 };

function demoSettings(usual: AlertSettings): AlertSettings {
  const { heap, down, restarted, life } = usual;
  return {
    ...usual,
    // Lasts from one reading to the next, as a rush of visitors need not; clear for two.
    heap: { ...heap, timing: { pendingMs: 10_000, keepFiringMs: 30_000 } },
    down: { ...down, timing: { ...down.timing, pendingMs: 10_000 } },
    restarted: { ...restarted, timing: { ...restarted.timing, keepFiringMs: 60_000 } },
    life: { ...life, ...groupWaits },
  };
}
