import { describe, expect, it } from "vitest";
import { standingOf, worstFirst } from "../../../src/domain/diagnosis/standing.ts";
import { stateOf } from "../../../src/domain/diagnosis/verdict.ts";
import type { HostStatus } from "../../../src/domain/status.ts";
import { aFailure, aHost, starving, waiting } from "./statuses.ts";

describe("how a host stands", () => {
  const all: HostStatus[] = [
    aHost("fine", {}),
    waiting("asked"),
    aHost("dim", { load: null }),
    aFailure("slow", "stale", null),
    aHost("hot", { load: 9, busy: 99 }),
    aFailure("dead", "unreachable", null),
    aHost("hungry", starving),
    aHost("also fine", {}),
  ];

  it("orders the hosts worst first and leaves those alike in their order", () => {
    expect(worstFirst(all).map(({ host }) => host)).toEqual([
      "hungry",
      "dead",
      "hot",
      "slow",
      "dim",
      "asked",
      "fine",
      "also fine",
    ]);
  });

  it("is a word for every host, and one that admits not to know", () => {
    expect(all.map(standingOf)).toEqual([
      "ok",
      "waiting",
      "unknown",
      "stale",
      "suffering",
      "unreachable",
      "starving",
      "ok",
    ]);
    expect(all.map(stateOf)).toEqual(["ok", "waiting", "ok", "stale", "suffering", "unreachable", "starving", "ok"]);
  });
});
