import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { alertSettingsOf } from "../../src/config/alert-settings-of.ts";
import { ruleNames } from "../../src/domain/alert/rule.ts";
import { type AlertSettings, defaultAlertSettings } from "../../src/domain/alert/settings.ts";
import { faultsOf, parse } from "./config-texts.ts";

function alertsOf(text: string) {
  const parsed = parse(text);
  if (!parsed.ok) throw new Error(parsed.error.map(({ key, sentence }) => `${key}: ${sentence}`).join("\n"));
  return parsed.value.alerts;
}

/** A file with these alerts at the top, on host a, and on its daemon zope; host b says nothing. */
function file({ top = "", host = "", daemon = "" } = {}): string {
  return `channel: "#ops"
alerts: { ${top} }
hosts:
  - name: a
    connect: local
    alerts: { ${host} }
    daemons:
      - { name: zope, find: { unit: zope }, alerts: { ${daemon} } }
      - { name: other, find: { unit: other } }
  - { name: b, user: bot, key: /k, daemons: [{ name: zope, find: { unit: zope } }] }
`;
}

/** The rows of docs/configuration.md on numbers of alerts: key and default, as they are written. */
const documented = [
  ...readFileSync(new URL("../../docs/configuration.md", import.meta.url), "utf8").matchAll(
    /^\| `alerts\.([a-z_.]+)` \|[^|]*\| (?:`(\d[^`]*)`|(\d[\d.]*)) \|/gm,
  ),
].map(([, key, inQuotes, bare]) => ({ path: (key ?? "").split("."), value: inQuotes ?? bare ?? "" }));

function flow(fields: readonly { path: readonly string[]; value: string }[]): string {
  const rules = new Set(fields.flatMap(({ path }) => (path.length === 2 ? [path[0] ?? ""] : [])));
  const within = (rule: string) => fields.filter(({ path }) => path.length === 2 && path[0] === rule);
  const flat = fields.filter(({ path }) => path.length === 1).map(({ path, value }) => `${path[0]}: ${value}`);
  const nested = [...rules].map(
    (rule) =>
      `${rule}: { ${within(rule)
        .map(({ path, value }) => `${path[1]}: ${value}`)
        .join(", ")} }`,
  );
  return [...flat, ...nested].join(", ");
}

function leavesOf(value: unknown, prefix = ""): readonly string[] {
  if (typeof value === "number") return [`${prefix} ${value}`];
  return Object.entries(value ?? {}).flatMap(([key, part]) => leavesOf(part, `${prefix}.${key}`));
}

describe("the numbers of the alerts", () => {
  const all = leavesOf(defaultAlertSettings).length;

  it("stand in docs/configuration.md, each with the default that it has", () => {
    expect(documented.length).toBe(all);
    expect(alertsOf(file({ top: flow(documented) })).settings).toEqual(defaultAlertSettings);
  });

  it("can all be changed", () => {
    const changed = documented.map(({ path, value }) => ({ path, value: nudged(value) }));
    const { settings } = alertsOf(file({ top: flow(changed) }));
    const same = new Set(leavesOf(defaultAlertSettings));
    expect(leavesOf(settings).filter((leaf) => same.has(leaf))).toEqual([]);
  });

  it("are each the one that its key names", () => {
    for (const { path, value } of documented) {
      const { settings } = alertsOf(file({ top: flow([{ path, value: nudged(value) }]) }));
      expect(changesOf(settings), path.join(".")).toEqual([camelPath(path)]);
    }
  });
});

/** A little more, which breaks no order of bounds. */
function nudged(value: string): string {
  const [, number, unit] = /^([\d.]+)(.*)$/.exec(value) ?? [];
  if (number === "0") return "1 s";
  const isWhole = Number(number) < 10 && unit === "" && Number.isInteger(Number(number));
  return `${isWhole ? Number(number) + 1 : Number((Number(number) * 1.001).toFixed(4))}${unit}`;
}

function changesOf(settings: AlertSettings): readonly string[] {
  const usual = leavesOf(defaultAlertSettings);
  return leavesOf(settings)
    .filter((leaf, index) => leaf !== usual[index])
    .map((leaf) => leaf.replace(/ .*$/, "").replace(/Ms$/, "").slice(1));
}

function camelPath(path: readonly string[]): string {
  const [first = "", second] = path.map((word) => word.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase()));
  if (second === undefined) return `life.${first}`;
  return ["pending", "keepFiring"].includes(second) ? `${first}.timing.${second}` : `${first}.${second}`;
}

describe("what a host or a daemon says of its alerts", () => {
  const alerts = alertsOf(
    file({
      top: "load: { warning: 2 }, off: [clock]",
      host: "load: { critical: 8 }, heap: { critical: 120 % }",
      daemon: "heap: { warning: 90 %, clear: 80 % }",
    }),
  );

  it("comes before what its host says, and that before the top", () => {
    const zope = alertSettingsOf(alerts, "a", "zope");
    expect(zope.load).toMatchObject({ warning: 2, critical: 8, clear: 1.2 });
    expect(zope.heap).toMatchObject({ warning: 0.9, critical: 1.2, clear: 0.8 });
    expect(alertSettingsOf(alerts, "a", "other").heap).toMatchObject({ warning: 0.85, critical: 1.2 });
    expect(alertSettingsOf(alerts, "a", null)).toBe(alertSettingsOf(alerts, "a", "other"));
    expect(alertSettingsOf(alerts, "b", "zope")).toBe(alerts.settings);
    expect(alertSettingsOf(alerts, "b", "zope").off).toEqual(["clock"]);
  });

  it("may turn rules on again that are off above", () => {
    const on = alertsOf(file({ top: "off: [clock, heap]", host: "off: []" }));
    expect(alertSettingsOf(on, "a", "zope").off).toEqual([]);
    expect(alertSettingsOf(on, "b", null).off).toEqual(["clock", "heap"]);
  });

  it("is not looked for in what every object has", () => {
    expect(alertSettingsOf(alerts, "constructor", "valueOf")).toBe(alerts.settings);
    expect(alertSettingsOf(alerts, "a", "constructor")).toBe(alertSettingsOf(alerts, "a", null));
  });
});

it("says who is told, and where", () => {
  const said = alertsOf(
    file({
      top: 'owner: U01, on_call: { users: [U02, W03], group: S04 }, thread_log: off, fallback_channel: "#second"',
    }),
  );
  expect(said).toMatchObject({
    owner: "U01",
    onCall: { users: ["U02", "W03"], group: "S04" },
    threadLog: "off",
    fallbackChannel: "#second",
  });
  expect(alertsOf(file())).toMatchObject({
    owner: null,
    onCall: { users: [], group: null },
    threadLog: "brief",
    fallbackChannel: null,
    settings: defaultAlertSettings,
  });
});

type Level = NonNullable<Parameters<typeof file>[0]>;

const better = "What clears has to be better than what fires, or it fires and clears without end.";
const sooner = "A warning comes before it is critical.";

const table: readonly (readonly [title: string, level: Level, fault: string])[] = [
  [
    "a bare number where a duration is meant",
    { top: "hold: 60" },
    'alerts.hold: expected a duration from "0 s" to "1 d"; found 60. Write the unit: "60 s", "60 min" or "60 h".',
  ],
  [
    "a unit in other words",
    { top: "load: { pending: 5 minutes }" },
    'alerts.load.pending: expected a duration from "0 s" to "1 h"; found "5 minutes". Write "5 min".',
  ],
  [
    "a duration too long",
    { host: "load: { pending: 2 h }" },
    'hosts[0].alerts.load.pending: expected a duration from "0 s" to "1 h"; found "2 h".',
  ],
  [
    "a repetition that would be a flood",
    { top: "repeat_critical: 1 s" },
    'alerts.repeat_critical: expected a duration from "1 min" to "7 d"; found "1 s".',
  ],
  [
    "a share as a bare number",
    { daemon: "heap: { warning: 0.9 }" },
    'hosts[0].daemons[0].alerts.heap.warning: expected a percentage from "1 %" to "500 %"; found 0.9. Write the unit: "90 %" or "0.9 %".',
  ],
  [
    "a percentage of nothing",
    { top: "memory: { some_warning: 0 % }" },
    'alerts.memory.some_warning: expected a percentage from "0.1 %" to "100 %"; found "0 %".',
  ],
  [
    "a number in quotes",
    { top: 'load: { warning: "1.7" }' },
    'alerts.load.warning: expected a number from 0.1 to 1000; found "1.7". Write it without quotes: 1.7.',
  ],
  [
    "a number out of range",
    { top: "unreachable: { missed: 0 }" },
    "alerts.unreachable.missed: expected a whole number from 1 to 100; found 0.",
  ],
  [
    "a rule that there is not",
    { top: "off: [clok]" },
    `alerts.off[0]: expected one of ${ruleNames.join(", ")}; found "clok".`,
  ],
  [
    "a rule without brackets",
    { top: "off: clock" },
    'alerts.off: expected a list of rules: [clock, restarted]; found "clock". Write a list: ["clock"].',
  ],
  ["a slip in a rule", { top: "memroy: {}" }, 'alerts.memroy: unknown key. Did you mean "memory"?'],
  [
    "a rule of hosts at a daemon",
    { daemon: "load: { warning: 2 }" },
    "hosts[0].daemons[0].alerts.load: unknown key. It holds for a whole host: move it to the host's alerts.",
  ],
  [
    "what holds for the bot at a host",
    { host: "on_call: { users: [U01] }" },
    "hosts[0].alerts.on_call: unknown key. It holds for all hosts: move it to alerts at the top.",
  ],
  [
    "an owner by name",
    { top: 'owner: "@alice"' },
    'alerts.owner: expected a member id, U0123456789; found "@alice". Slack shows the id in the menu of the profile, or of the group.',
  ],
  [
    "a channel without its sign",
    { top: "fallback_channel: ops" },
    'alerts.fallback_channel: expected a channel, "#ops" in quotes or an id like C0123456789; found "ops". Write "#ops".',
  ],
  [
    "a bound that clears above what warns",
    { top: "load: { warning: 1.1 }" },
    `alerts.load.warning: expected above load.clear, 1.2 by default; found 1.1. ${better}`,
  ],
  [
    "a bound that clears at what warns",
    { top: "heap: { warning: 85 %, clear: 85 % }" },
    `alerts.heap.warning: expected above heap.clear, "85 %"; found "85 %". ${better}`,
  ],
  [
    "a bound that clears too late for what the host inherits",
    { top: "load: { warning: 2 }", host: "load: { clear: 2 }" },
    `hosts[0].alerts.load.clear: expected below load.warning, 2; found 2. ${better}`,
  ],
  [
    "a warning after critical",
    { top: "memory: { some_warning: 30 % }" },
    `alerts.memory.some_warning: expected at most memory.some_critical, 20 % by default; found "30 %". ${sooner}`,
  ],
  [
    "less available at the warning than at critical",
    { top: "memory: { available_warning: 4 % }" },
    `alerts.memory.available_warning: expected at least memory.available_critical, 5 % by default; found "4 %". ${sooner}`,
  ],
  [
    "a daemon's warning after what its host calls critical",
    { host: "health: { failed_critical: 3 }", daemon: "health: { failed_warning: 5 }" },
    `hosts[0].daemons[0].alerts.health.failed_warning: expected at most health.failed_critical, 3; found 5. ${sooner}`,
  ],
  [
    "forecasts that are critical before they warn",
    { top: "forecast: { within: 1 h }" },
    `alerts.forecast.within: expected at least forecast.critical_within, 2 h by default; found "1 h". ${sooner}`,
  ],
  [
    "clocks that warn later than they are critical",
    { top: "clock: { warning: 10 min }" },
    `alerts.clock.warning: expected at most clock.critical, 5 min by default; found "10 min". ${sooner}`,
  ],
  [
    "rounds of escalation in the wrong order",
    { top: "escalate_direct: 15 min" },
    'alerts.escalate_direct: expected at most escalate_mention, 10 min by default; found "15 min". Each round of escalation comes after the one before.',
  ],
  [
    "a time to clear beyond what it grows to",
    { top: "oom: { keep_firing: 2 h }" },
    'alerts.oom.keep_firing: expected at most keep_firing_max, 1 h by default; found "2 h". It grows up to that, never beyond.',
  ],
];

describe("one sentence, and only one, says what is wrong with alerts that have", () => {
  it.each(table)("%s", (_, level, fault) => {
    expect(faultsOf(file(level)).map((line) => line.replace(/^\d+:\d+ /, ""))).toEqual([fault]);
  });
});

it("a warning and critical at the same figure are taken: then it is critical at once", () => {
  expect(alertsOf(file({ top: "health: { failed_warning: 2, failed_critical: 2 }" })).settings.health).toMatchObject({
    failedWarning: 2,
    failedCritical: 2,
  });
});

it("bounds that cannot be read are not compared as well", () => {
  const faults = faultsOf(file({ top: "load: { warning: much, clear: 9 }" }));
  expect(faults).toEqual(['2:28 alerts.load.warning: expected a number from 0.1 to 1000; found "much".']);
});
