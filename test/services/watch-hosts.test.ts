import { describe, expect, it } from "vitest";
import type { Host, HostFailure } from "../../src/domain/host.ts";
import { fail, type Result, succeed } from "../../src/domain/result.ts";
import type { Sample } from "../../src/domain/sample.ts";
import { millis, seconds } from "../../src/domain/time.ts";
import { createHostWatch, type HostReader, lookDeadline } from "../../src/services/watch-hosts.ts";
import { aSample, later } from "../support/sample.ts";
import { VirtualClock } from "../support/virtual-clock.ts";

const timedOut: HostFailure = { reason: "timed out", detail: "db-1 gave no answer", nextTryAt: null };

describe("watching hosts", () => {
  it("answers with rates at the first look, from two readings a second apart", async () => {
    const { clock, watch } = watchOf({ "web-1": answering() });
    const looked = watch.look(null, () => undefined);
    await clock.advance(1500);
    const [host] = (await looked).hosts;
    expect(host).toMatchObject({ kind: "read", rates: { overSeconds: 1 } });
  });

  it("tells the others' answers while one host is silent, and ends within 5 s", async () => {
    const { clock, watch } = watchOf({ "web-1": answering(), "db-1": silent() });
    const progress: string[][] = [];
    const looked = watch.look(null, (board) => progress.push(board.hosts.map((host) => host.kind)));
    await clock.advance(2000);
    expect(progress).toEqual([["read", "waiting"]]);
    await clock.advance(3000);
    expect((await looked).hosts.map((host) => host.kind)).toEqual(["read", "failed"]);
  });

  it("never asks a host while it still owes an answer, and tells the person that it is silent", async () => {
    const asked: number[] = [];
    const { clock, watch } = watchOf({ "db-1": frozen(asked) });
    watch.start();
    await clock.advance(100);
    const looked = watch.look(null, () => undefined);
    await clock.advance(lookDeadline + 100);
    expect(asked).toHaveLength(1);
    expect((await looked).hosts[0]).toMatchObject({ kind: "failed", failure: { reason: "timed out" } });
    await watch.stop();
  });

  it("spreads the hosts over the interval and asks each once an interval", async () => {
    const times: Record<string, number[]> = { a: [], b: [], c: [] };
    const readers = Object.fromEntries(Object.entries(times).map(([name, log]) => [name, noting(log)]));
    const { clock, watch } = watchOf(readers);
    watch.start();
    await clock.advance(44_000);
    expect(times).toEqual({ a: [0, 15_000, 30_000], b: [5000, 20_000, 35_000], c: [10_000, 25_000, 40_000] });
    await watch.stop();
  });

  it("asks a slow host less often, so that reading it takes at most a quarter of its time", async () => {
    const times: number[] = [];
    const { clock, watch } = watchOf({ slow: noting(times, 6000) });
    watch.start();
    await clock.advance(60_000);
    expect(times).toEqual([0, 24_000, 48_000]);
    await watch.stop();
  });

  it("calls a host stale while it missed fewer than three polls, then unreachable, and keeps its last figures apart", async () => {
    const { clock, watch } = watchOf({ "db-1": answeringThen(2, silent()) });
    watch.start();
    await clock.advance(20_000);
    expect(watch.board().hosts[0]).toMatchObject({ kind: "read" });
    await clock.advance(23_000);
    expect(watch.board().hosts[0]).toMatchObject({ kind: "failed", state: "stale", lastGood: { kind: "read" } });
    await clock.advance(32_000);
    expect(watch.board().hosts[0]).toMatchObject({ kind: "failed", state: "unreachable", lastGood: { kind: "read" } });
    await watch.stop();
  });

  it("asks only the host that was asked for", async () => {
    const { clock, watch } = watchOf({ "web-1": answering(), "db-1": answering() });
    expect(watch.waiting("db-1").hosts).toEqual([{ kind: "waiting", host: "db-1" }]);
    const looked = watch.look("db-1", () => undefined);
    await clock.advance(1500);
    expect((await looked).hosts.map((host) => host.host)).toEqual(["db-1"]);
  });

  it("leaves no timer behind when it stops", async () => {
    const { clock, watch } = watchOf({ "web-1": answering() });
    watch.start();
    await clock.advance(31_000);
    await watch.stop();
    expect(clock.pending).toBe(0);
  });
});

type ReaderOf = (clock: VirtualClock) => HostReader;

function watchOf(readers: Readonly<Record<string, ReaderOf>>) {
  const clock = new VirtualClock();
  const hosts: Host[] = Object.keys(readers).map((name) => ({ name, reach: { kind: "local" }, daemons: [] }));
  const readerOf = (host: Host): HostReader => readers[host.name]?.(clock) ?? answering()(clock);
  return { clock, watch: createHostWatch({ hosts, readerOf, clock, interval: seconds(15) }) };
}

function reader(read: HostReader["read"]): HostReader {
  return { read, close: async () => undefined };
}

/** Answers at once, with a host clock that moves as the bot's does. */
function answering(): ReaderOf {
  return (clock) => reader(async () => succeed(later(aSample(), clock.monotonic() / 1000)));
}

function answeringThen(times: number, then: ReaderOf): ReaderOf {
  return (clock) => {
    let left = times;
    const first = answering()(clock);
    const second = then(clock);
    return reader((want) => {
      left -= 1;
      return left >= 0 ? first.read(want) : second.read(want);
    });
  };
}

/** Keeps its promise to answer by the deadline, with a failure. */
function silent(): ReaderOf {
  return (clock) => reader((want) => afterwards(clock, want.deadline, () => fail(timedOut)));
}

/** A poll that takes its full 12 s. */
function frozen(asked: number[]): ReaderOf {
  return (clock) =>
    reader((want) => {
      asked.push(clock.monotonic());
      return afterwards(clock, want.deadline, () => fail(timedOut));
    });
}

function noting(times: number[], tookMs = 0): ReaderOf {
  return (clock) =>
    reader(() => {
      times.push(clock.monotonic());
      return afterwards(clock, tookMs, () => succeed(later(aSample(), clock.monotonic() / 1000)));
    });
}

function afterwards(
  clock: VirtualClock,
  delay: number,
  result: () => Result<Sample, HostFailure>,
): Promise<Result<Sample, HostFailure>> {
  return new Promise((resolve) => {
    clock.after(millis(delay), () => resolve(result()));
  });
}
