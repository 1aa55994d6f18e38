import { type AlertSettings, defaultAlertSettings } from "../domain/alert/settings.ts";
import type { AlertConfig } from "./config.ts";
import { mergeAlerts } from "./merge-alerts.ts";
import type { ConfigInput } from "./schema.ts";

/** What holds without a word about alerts. */
export const usualAlerts: AlertConfig = {
  settings: defaultAlertSettings,
  ofHosts: {},
  ofDaemons: {},
  onCall: { users: [], group: null },
  threadLog: "brief",
  fallbackChannel: null,
  owner: null,
};

/** What is said for a host holds for its daemons too, unless they say otherwise. */
export function buildAlerts({ alerts, hosts }: Pick<ConfigInput, "alerts" | "hosts">): AlertConfig {
  const settings = mergeAlerts(defaultAlertSettings, alerts ?? {});
  const ofHost = (host: HostInput): AlertSettings => mergeAlerts(settings, host.alerts ?? {});
  return {
    settings,
    ofHosts: Object.fromEntries(
      hosts.flatMap((host) => (host.alerts === undefined ? [] : [[host.name, ofHost(host)] as const])),
    ),
    ofDaemons: Object.fromEntries(
      hosts.flatMap((host) => {
        const own = host.daemons.flatMap(({ name, alerts: differing }) =>
          differing === undefined ? [] : [[name, mergeAlerts(ofHost(host), differing)] as const],
        );
        return own.length === 0 ? [] : [[host.name, Object.fromEntries(own)] as const];
      }),
    ),
    onCall: { users: alerts?.on_call?.users ?? [], group: alerts?.on_call?.group ?? null },
    threadLog: alerts?.thread_log ?? usualAlerts.threadLog,
    fallbackChannel: alerts?.fallback_channel ?? null,
    owner: alerts?.owner ?? null,
  };
}

type HostInput = ConfigInput["hosts"][number];
