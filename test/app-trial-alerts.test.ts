import { expect, test } from "vitest";
import { withDemoAlerts } from "../src/app-trial-alerts.ts";
import { alertSettingsOf } from "../src/config/alert-settings-of.ts";
import { localConfig } from "../src/config/local-config.ts";
import { defaultAlertSettings } from "../src/domain/alert/settings.ts";

const { alerts } = withDemoAlerts(localConfig(), { host: "local", daemon: "demo" });

test("the trial's waits are short for its demo daemon: a heap that passes its threshold in minutes is told before", () => {
  const { heap, life } = alertSettingsOf(alerts, "local", "demo");
  expect(heap.timing).toEqual({ pendingMs: 10_000, keepFiringMs: 30_000 });
  expect(life.groupWaitMs).toBe(5000);
});

test("the bounds of the demo daemon's alerts are the usual ones", () => {
  const { heap } = alertSettingsOf(alerts, "local", "demo");
  expect(heap).toEqual({ ...defaultAlertSettings.heap, timing: heap.timing });
});

test("rules about the machine itself wait as long as ever", () => {
  const { life, ...rules } = alertSettingsOf(alerts, "local", null);
  const { life: usualLife, ...usualRules } = defaultAlertSettings;
  expect(rules).toEqual(usualRules);
  expect(life).toEqual({ ...usualLife, groupWaitMs: life.groupWaitMs, groupIntervalMs: life.groupIntervalMs });
});

test("other hosts and daemons are as they were", () => {
  expect(alertSettingsOf(alerts, "web-1", "demo")).toBe(defaultAlertSettings);
});
