import { describe, expect, it } from "vitest";
import { namedHostsMax, verdictOf } from "../../../src/domain/diagnosis/verdict.ts";
import { absent } from "../../../src/domain/figure.ts";
import type { HostStatus } from "../../../src/domain/status.ts";
import { aFailure, aHost, now, starving, waiting } from "./statuses.ts";

describe("the verdict on a board", () => {
  it.each<[string, HostStatus[], string]>([
    ["nothing is watched", [], "No host is watched"],
    [
      "one host is its own verdict",
      [aHost("local", {})],
      "local is fine: load 0.3 on 2 CPUs, 6.0 of 8.0 GiB available, swap unused",
    ],
    ["one host that has not answered", [waiting("local")], "Asking local"],
    [
      "all are fine, and the highest load for its CPUs is named",
      [aHost("web-1", { load: 0.4 }), aHost("big", { load: 2, cpus: 64 }), aHost("web-2", { load: 0.1 })],
      "All 3 hosts are fine: highest load 0.4 on 2 CPUs (web-1)",
    ],
    [
      "two are both",
      [aHost("web-1", { load: 0.1 }), aHost("web-2", { load: 0.6 })],
      "Both hosts are fine: highest load 0.6 on 2 CPUs (web-2)",
    ],
    ["none has answered", [waiting("web-1"), waiting("web-2")], "Asking 2 hosts"],
    [
      "one has answered and is fine",
      [aHost("web-1", {}), waiting("web-2"), waiting("web-3")],
      "1 of 3 hosts has answered and is fine; asking web-2, web-3",
    ],
    [
      "several have answered and are fine",
      [aHost("web-1", {}), aHost("web-2", {}), waiting("web-3")],
      "2 of 3 hosts have answered and are fine; asking web-3",
    ],
    [
      "the worst goes first with its figures, then the others by how they stand",
      [
        aHost("web-1", {}),
        aHost("web-2", { load: 9, busy: 99 }),
        waiting("web-3"),
        aFailure("db-1", "unreachable", null),
        aHost("web-4", starving),
        aHost("web-5", starving),
        aFailure("db-2", "stale", aHost("db-2", {})),
        aHost("web-6", { load: null }),
      ],
      "web-4 is starving: load 16.0 on 2 CPUs with 12 % busy; about 14 tasks wait for memory; also starving: web-5; unreachable: db-1; suffering: web-2; not answering just now: db-2; not to be judged: web-6; not answered yet: web-3; 1 other is fine",
    ],
    [
      "a dead host goes before fine ones",
      [aHost("web-1", {}), aHost("web-2", {}), aFailure("db-1", "unreachable", null)],
      "db-1 is unreachable (timed out); 2 others are fine",
    ],
    [
      "more names than fit are counted",
      Array.from({ length: namedHostsMax + 4 }, (_, index) => aFailure(`db-${index}`, "unreachable", null)),
      "db-0 is unreachable (timed out); also unreachable: db-1, db-2, db-3, db-4, db-5 and 3 more",
    ],
  ])("%s", (_, hosts, sentence) => {
    expect(verdictOf({ askedAt: now, hosts }, now)).toBe(sentence);
  });

  it("stands where a host that is fine gives no load", () => {
    const host = aHost("web-1", {});
    const sample = { ...host.sample, system: { ...host.sample.system, load: absent("the field is missing") } };
    expect(verdictOf({ askedAt: now, hosts: [{ ...host, sample }, aHost("web-2", {})] }, now)).toBe(
      "Both hosts are fine: highest load 0.3 on 2 CPUs (web-2)",
    );
  });
});
