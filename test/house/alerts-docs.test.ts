import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { daemonColumns, hostColumns } from "../../src/adapters/recordings/columns.ts";
import { ruleNames } from "../../src/domain/alert/rule.ts";
import { rulePages } from "../../src/domain/alert/rule-pages.ts";
import { defaultAlertSettings, type RuleTiming } from "../../src/domain/alert/settings.ts";
import { millis, renderDuration, seconds } from "../../src/domain/time.ts";

const page = read("docs/alerts.md");
const schema = JSON.parse(read("scipy.schema.json"));
const { life, memory, swap, load, heap, forecast, unreachable, health, clock } = defaultAlertSettings;

/** Each default with its unit, as people read it, by its key below `alerts`. */
const defaults: Readonly<Record<string, string>> = {
  ...Object.fromEntries(ruleNames.flatMap((rule) => timingRows(rule, defaultAlertSettings[rule].timing))),
  "memory.some_warning": percent(memory.someWarning),
  "memory.some_critical": percent(memory.someCritical),
  "memory.full_warning": percent(memory.fullWarning),
  "memory.full_critical": percent(memory.fullCritical),
  "memory.available_warning": percent(memory.availableWarning),
  "memory.available_critical": percent(memory.availableCritical),
  "swap.climb_warning": percent(swap.climbWarning),
  "swap.climb_critical": percent(swap.climbCritical),
  "swap.span": duration(swap.spanMs),
  "swap.thrash": String(swap.thrash),
  "load.warning": String(load.warning),
  "load.critical": String(load.critical),
  "load.clear": String(load.clear),
  "heap.warning": percent(heap.warning * 100),
  "heap.critical": percent(heap.critical * 100),
  "heap.clear": percent(heap.clear * 100),
  "forecast.level": percent(forecast.level * 100),
  "forecast.within": duration(forecast.withinMs),
  "forecast.critical_within": duration(forecast.criticalWithinMs),
  "unreachable.missed": String(unreachable.missed),
  "unreachable.critical_after": duration(unreachable.criticalAfterMs),
  "health.failed_warning": String(health.failedWarning),
  "health.failed_critical": String(health.failedCritical),
  "clock.warning": duration(seconds(clock.warning)),
  "clock.critical": duration(seconds(clock.critical)),
  group_wait: duration(life.groupWaitMs),
  group_interval: duration(life.groupIntervalMs),
  repeat_critical: duration(life.repeatCriticalMs),
  repeat_warning: duration(life.repeatWarningMs),
  acknowledged: duration(life.acknowledgedMs),
  still_on_it: duration(life.stillOnItMs),
  escalate_direct: duration(life.escalateDirectMs),
  escalate_mention: duration(life.escalateMentionMs),
  escalate_broadcast: duration(life.escalateBroadcastMs),
  escalations_max: String(life.escalationsMax),
  flap_transitions: String(life.flapTransitions),
  flap_window: duration(life.flapWindowMs),
  hold: duration(life.holdMs),
  keep_firing_factor: String(life.keepFiringFactor),
  keep_firing_max: duration(life.keepFiringMaxMs),
};

describe("docs/alerts.md", () => {
  it("has a section for each rule, in their order, and for nothing else", () => {
    const titles = [...page.matchAll(/^## (.+)$/gm)].map(([, title]) => title);
    expect(titles).toEqual([...ruleNames]);
  });

  it.each(ruleNames)(
    "says of %s what it means, how it is told, what to do, how to change it, with an example",
    (rule) => {
      const section = sectionOf(rule);
      for (const part of ["\n> **", "\n**How.** ", "\n**At 3 a.m.** ", "\n**To change it.** "])
        expect(section).toContain(part);
      expect(section.length).toBeLessThan(3000);
    },
  );

  it.each(ruleNames)("has every key by which %s is changed", (rule) => {
    const section = sectionOf(rule);
    const own = rulePages[rule].keys.filter((key) => key.startsWith(`alerts.${rule}.`));
    expect(own.filter((key) => !section.includes(`\`${key}\``))).toEqual([]);
    const others = rulePages[rule].keys.filter((key) => key.startsWith("hosts[]"));
    expect(others.filter((key) => !section.includes(`\`${key}\``))).toEqual([]);
  });

  it("gives each default as the settings have it, with its unit, and each once", () => {
    const rows = [...page.matchAll(/^\| `alerts\.([a-z_.]+)` \| ([^|]+?) \|/gm)].map(([, key, value]) => [key, value]);
    expect(Object.fromEntries(rows)).toEqual(defaults);
    expect(rows).toHaveLength(Object.keys(defaults).length);
  });

  it("names the default of every number that there is", () => {
    const keys = Object.entries<{ properties?: object }>(schema.properties.alerts.properties).flatMap(([key, below]) =>
      below.properties === undefined ? [key] : Object.keys(below.properties).map((name) => `${key}.${name}`),
    );
    const words = ["owner", "on_call.users", "on_call.group", "fallback_channel", "thread_log", "off"];
    expect(Object.keys(defaults).sort()).toEqual(keys.filter((key) => !words.includes(key)).sort());
  });

  it("names only keys that scipy.yml has", () => {
    const named = [...page.matchAll(/`((?:alerts|hosts|self|keep|digest)[a-z_.[\]]*\.[a-z_.[\]]+)`/g)].map(
      ([, key]) => key ?? "",
    );
    expect(named.length).toBeGreaterThan(50);
    expect(named.filter((key) => !isKey(key))).toEqual([]);
  });
});

describe("docs/replay.md", () => {
  it("names every column of a recording, and no other", () => {
    const text = read("docs/replay.md");
    const table = text.slice(text.indexOf("`t_seconds` is needed"), text.indexOf("## `--json`"));
    const cells = [...table.matchAll(/^\| (`[^|]+) \|/gm)].flatMap(([, cell]) => [
      ...(cell ?? "").matchAll(/`([a-z0-9_]+)`/g),
    ]);
    const named = new Set(["t_seconds", ...cells.map(([, column]) => column)]);
    expect(named).toEqual(new Set([...hostColumns, ...daemonColumns]));
  });
});

function read(path: string): string {
  return readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
}

function sectionOf(rule: string): string {
  const begin = page.indexOf(`\n## ${rule}\n`);
  const end = page.slice(begin + 1).search(/\n##? /);
  return page.slice(begin, begin + 1 + end);
}

function timingRows(rule: string, { pendingMs, keepFiringMs }: RuleTiming): readonly (readonly [string, string])[] {
  return [
    [`${rule}.pending`, duration(pendingMs)],
    [`${rule}.keep_firing`, duration(keepFiringMs)],
  ];
}

function duration(ms: number): string {
  return ms === 0 ? "0 s" : renderDuration(millis(ms));
}

function percent(value: number): string {
  return `${value} %`;
}

function isKey(key: string): boolean {
  const steps = key.replaceAll("[]", ".[]").split(".");
  let below = schema;
  for (const step of steps) {
    const inner = [below, ...(below?.anyOf ?? [])].find(
      (one) => one?.properties !== undefined || one?.items !== undefined,
    );
    below = step === "[]" ? inner?.items : inner?.properties?.[step];
    if (below === undefined) return false;
  }
  return true;
}
