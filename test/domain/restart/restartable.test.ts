import { describe, expect, it } from "vitest";
import { type RuleName, ruleNames } from "../../../src/domain/alert/rule.ts";
import type { Daemon, RestartMethod } from "../../../src/domain/daemon.ts";
import { absent, known } from "../../../src/domain/figure.ts";
import type { Host } from "../../../src/domain/host.ts";
import { isHelpedByRestart, mostToGain, restartableOf } from "../../../src/domain/restart/restartable.ts";
import { aStarvingHost } from "../../adapters/slack/boards.ts";

const daemon = (name: string, restart: RestartMethod | null): Daemon => ({
  name,
  find: { by: "command", pattern: name },
  ports: [],
  healthUrl: null,
  threshold: { kind: "auto" },
  restart,
});
const systemd = (unit: string): RestartMethod => ({ by: "systemd", unit });
const host = (...daemons: readonly Daemon[]): Host => ({ name: "web-1", reach: { kind: "local" }, daemons });
const zope = daemon("zope", systemd("zope.service"));
const celery = daemon("celery", systemd("celery.service"));
const search = daemon("search", null);

describe("an alert offers a restart", () => {
  const hosts = [host(zope, search)];

  it.each([
    ["heap", "zope", true],
    ["health", "zope", true],
    ["memory", null, true],
    ["swap", null, true],
    ["oom", null, true],
    ["heap", "search", false],
    ["down", "zope", false],
    ["load", null, false],
    ["unreachable", null, false],
  ] as const)("%s of %s: %s", (rule, name, offered) => {
    expect(isHelpedByRestart({ host: "web-1", rule, daemon: name }, hosts)).toBe(offered);
  });

  it("never where nothing there can be restarted, or the host is not watched", () => {
    const offered = (rule: RuleName, hosts: readonly Host[]) =>
      isHelpedByRestart({ host: "web-1", rule, daemon: null }, hosts);
    expect(ruleNames.filter((rule) => offered(rule, [host(search)]))).toEqual([]);
    expect(ruleNames.filter((rule) => offered(rule, []))).toEqual([]);
  });
});

describe("of a problem of the whole host", () => {
  const read = aStarvingHost();
  const status = (gains: Readonly<Record<string, number | null>>) => {
    const [one] = read.daemons;
    if (one === undefined) throw new Error("a host without daemons");
    const daemons = Object.entries(gains).map(([name, gain]) => ({
      ...one,
      daemon: { ...one.daemon, name },
      givesBackBytes: gain === null ? absent("the bot did not see it start") : known(gain),
      figures: { ...one.figures, heapBytes: known(name === "celery" ? 900 : 100) },
    }));
    return { ...read, daemons } as typeof read;
  };

  it("the daemon is meant that gives back most, of those that can be restarted", () => {
    const all = host(zope, celery, search);
    expect(mostToGain(all, status({ zope: 5, celery: 9, search: 99 }))).toBe("celery");
    expect(mostToGain(all, status({ zope: 5, celery: null, search: 99 }))).toBe("zope");
  });

  it("the larger heap counts where no start was seen, and the first of the configuration without a reading", () => {
    const both = host(zope, celery);
    expect(mostToGain(both, status({ zope: null, celery: null }))).toBe("celery");
    expect(mostToGain(both, { kind: "waiting", host: "web-1" })).toBe("zope");
    expect(mostToGain(host(search), status({ search: 1 }))).toBeNull();
    expect(restartableOf(undefined)).toEqual([]);
  });
});
