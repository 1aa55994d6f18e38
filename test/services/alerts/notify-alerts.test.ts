import { expect, test } from "vitest";
import { localConfig } from "../../../src/config/local-config.ts";
import { createAlertNotifier } from "../../../src/services/alerts/notify-alerts.ts";
import { createSteadyTime } from "../../../src/services/alerts/steady-time.ts";
import type { Outbox } from "../../../src/services/outbox/outbox.ts";
import { quietLog } from "../../support/quiet-log.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";

/** A notifier whose parts have faults as soon as they are set. */
function newNotifier() {
  const clock = new VirtualClock();
  const log = quietLog();
  const config = localConfig();
  const faults = { saying: false, settings: 0 };
  let ids = 0;
  const outbox: Outbox = {
    add(asked) {
      if (faults.saying) throw new Error("a fault of our own");
      const sent = { sentRevision: 0, ref: null, attemptedAt: null, maybeTwice: false, foldedInto: null };
      return { ...asked, ...sent, createdAt: clock.now(), revision: 1 };
    },
    revise: () => null,
    find: () => null,
    release: () => undefined,
    finish: () => undefined,
    backlog: () => ({ messages: 0, oldestMs: 0 }),
    start: () => undefined,
    stop: async () => undefined,
  };
  const notifier = createAlertNotifier({
    ...{ clock, log, outbox, ...config, ...config.alerts },
    steady: createSteadyTime({ clock, stored: null }),
    newId: () => `id-${++ids}`,
    saver: { save: async () => "stored", problem: () => null, stop: async () => undefined },
    stored: { hosts: [], silences: [], reports: [], outbox: [] },
    settingsOf() {
      faults.settings -= 1;
      if (faults.settings >= 0) throw new Error("a fault of our own");
      return config.alerts.settings;
    },
  });
  return { notifier, clock, log, faults };
}

const specimen = { kind: "specimen", rule: "heap", by: "U1" } as const;

test("a fault in what is said of an alert is logged, and does not end the bot", async () => {
  const { notifier, clock, log, faults } = newNotifier();
  faults.saying = true;
  notifier.take("local", specimen);
  await clock.advance(0);
  expect(log.lines).toEqual(["error: alerts of a host could not be worked out: please report it"]);
});

test("a fault at a deadline is met again after a pause, and not at once without end", async () => {
  const { notifier, clock, log, faults } = newNotifier();
  notifier.start();
  notifier.take("local", specimen);
  await clock.advance(1000);
  faults.settings = 500;
  await clock.advance(300_000);
  await notifier.stop();
  expect(log.lines.length).toBeGreaterThan(1);
  expect(log.lines.length).toBeLessThan(15);
});
