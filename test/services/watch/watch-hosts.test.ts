import { describe, expect, it } from "vitest";
import type { Daemon } from "../../../src/domain/daemon.ts";
import { absent, known } from "../../../src/domain/figure.ts";
import type { Host, HostFailure } from "../../../src/domain/host.ts";
import { fail, type Result, succeed } from "../../../src/domain/result.ts";
import type { Sample } from "../../../src/domain/sample.ts";
import type { HostStatus } from "../../../src/domain/status.ts";
import { millis, seconds } from "../../../src/domain/time.ts";
import { lookDeadline } from "../../../src/services/watch/look-at-host.ts";
import { type HostReader, readDeadline } from "../../../src/services/watch/read-once.ts";
import { createHostWatch } from "../../../src/services/watch/watch-hosts.ts";
import { aDaemon, aSample, later } from "../../support/sample.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";

const zope: Daemon = {
  name: "zope",
  find: { by: "command", pattern: "zope" },
  ports: [8080],
  healthUrl: null,
  threshold: { kind: "auto" },
  restart: null,
};
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

  it("goes on with all hosts though the bot stumbles over what one of them says", async () => {
    const broken: ReaderOf = () =>
      reader(async () => {
        throw new TypeError("text.split is not a function");
      });
    const { clock, watch } = watchOf({ odd: broken, sound: answering() });
    watch.start();
    await clock.advance(60_000);
    expect(watch.board().hosts).toMatchObject([
      { kind: "failed", failure: { reason: "malformed answer", detail: expect.stringContaining("text.split") } },
      { kind: "read" },
    ]);
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

  it("closes every reader when it stops", async () => {
    const closed: string[] = [];
    const noticing = (name: string) => (clock: VirtualClock) => ({
      ...answering()(clock),
      close: async () => void closed.push(name),
    });
    const { watch } = watchOf({ "web-1": noticing("web-1"), "db-1": noticing("db-1") });
    await watch.stop();
    expect(closed).toEqual(["web-1", "db-1"]);
  });

  it("counts missed polls and no looks, since people press Refresh as often as they like", async () => {
    const { clock, watch } = watchOf({ "db-1": answeringThen(2, failing()) });
    watch.start();
    await clock.advance(31_000);
    for (let count = 0; count < 5; count += 1) {
      const looked = watch.look(null, () => undefined);
      await clock.advance(100);
      expect((await looked).hosts).toMatchObject([{ kind: "failed", state: "stale" }]);
    }
    await clock.advance(30_000);
    expect(watch.board().hosts).toMatchObject([{ kind: "failed", state: "unreachable" }]);
    await watch.stop();
  });
});

describe("a look", () => {
  it("ends after 3 s, which leaves a person's 5 s some room, whatever the hosts do", async () => {
    expect(lookDeadline).toBe(3000);
    const hangs = { takesMs: 12_000 };
    const readers = {
      fine: answering(),
      dead: failing(),
      silent: silent(),
      "slow at first": scripted([], [hangs]),
      "slow the second time": scripted([], [{ takesMs: 0 }, hangs]),
    };
    const { clock, watch } = watchOf(readers);
    const looked = resolvedAt(
      clock,
      watch.look(null, () => undefined),
    );
    await clock.advance(20_000);
    const { at, value } = await looked;
    expect(at).toBe(lookDeadline);
    expect(value.hosts.map(({ kind }) => kind)).toEqual(["read", "failed", "failed", "failed", "read"]);
  });

  it("lets no poll begin between its two readings, and still ends in time when the second hangs", async () => {
    const asked: Asked[] = [];
    const { clock, watch } = watchOf({ a: answering(), b: scripted(asked, [{ takesMs: 0 }, { takesMs: 12_000 }]) });
    watch.start();
    await clock.advance(7000);
    const looked = resolvedAt(
      clock,
      watch.look("b", () => undefined),
    );
    await clock.advance(20_000);
    expect(asked.slice(0, 2)).toMatchObject([
      { at: 7000, forPerson: true },
      { at: 8000, forPerson: true },
    ]);
    expect(await looked).toMatchObject({ at: 7000 + lookDeadline, value: { hosts: [{ kind: "read", rates: null }] } });
    await watch.stop();
  });

  it("polls the host again once the pair is read", async () => {
    const asked: Asked[] = [];
    const { clock, watch } = watchOf({ a: answering(), b: scripted(asked, []) });
    watch.start();
    await clock.advance(7000);
    const looked = watch.look("b", () => undefined);
    await clock.advance(1200);
    await looked;
    expect(asked.map(({ forPerson }) => forPerson)).toEqual([true, true, false]);
    await watch.stop();
  });

  it("does not cut a reading short: the person stops waiting, and the answer is taken in when it comes", async () => {
    const asked: Asked[] = [];
    const { clock, watch } = watchOf({ "db-1": scripted(asked, [{ takesMs: 6000 }]) });
    const looked = watch.look(null, () => undefined);
    await clock.advance(lookDeadline);
    expect((await looked).hosts).toMatchObject([{ kind: "failed", failure: { reason: "timed out" } }]);
    expect(asked).toEqual([{ at: 0, forPerson: true, deadline: readDeadline }]);
    await clock.advance(6000 - lookDeadline);
    expect(watch.board().hosts).toMatchObject([{ kind: "read" }]);
  });

  it("shares its readings with the look of another person", async () => {
    const asked: Asked[] = [];
    const { clock, watch } = watchOf({ "db-1": scripted(asked, [{ takesMs: 1500 }]) });
    const looks = [1, 2].map(() => watch.look(null, () => undefined));
    await clock.advance(lookDeadline);
    for (const { hosts } of await Promise.all(looks)) expect(hosts).toMatchObject([{ rates: { overSeconds: 1 } }]);
    expect(asked.map(({ at }) => at)).toEqual([0, 2500]);
  });

  it("is answered by the poll that was under way when too little time is left for another reading", async () => {
    const asked: Asked[] = [];
    const { clock, watch } = watchOf({ "db-1": scripted(asked, [{ takesMs: lookDeadline - 100 }]) });
    watch.start();
    const looked = resolvedAt(
      clock,
      watch.look(null, () => undefined),
    );
    await clock.advance(5000);
    expect(await looked).toMatchObject({ at: lookDeadline - 100, value: { hosts: [{ kind: "read" }] } });
    expect(asked).toHaveLength(1);
    await watch.stop();
  });

  it("reads again after a poll that was under way, to count connections, and falls back on the poll", async () => {
    for (const [takesMs, count] of [
      [0, 7],
      [12_000, null],
    ] as const) {
      const asked: Asked[] = [];
      const script = [{ takesMs: 1500 }, { takesMs, connections: 7 }, { takesMs: 0, connections: 7 }];
      const { clock, watch } = watchOf({ "db-1": scripted(asked, script) });
      watch.start();
      const looked = watch.look(null, () => undefined);
      await clock.advance(lookDeadline);
      expect(connectionsOf((await looked).hosts)).toEqual([count]);
      expect(asked.slice(0, 2).map(({ forPerson }) => forPerson)).toEqual([false, true]);
      await watch.stop();
    }
  });

  it("keeps the first reading where the second fails", async () => {
    const { clock, watch } = watchOf({ "db-1": answeringThen(1, failing()) });
    const looked = watch.look(null, () => undefined);
    await clock.advance(1500);
    expect((await looked).hosts).toMatchObject([{ kind: "read", rates: null }]);
  });

  it("keeps the connections of the first reading where the second could not count them", async () => {
    const { clock, watch } = watchOf({ "db-1": scripted([], [{ takesMs: 0, connections: 7 }, { takesMs: 0 }]) });
    const looked = watch.look(null, () => undefined);
    await clock.advance(1500);
    const { hosts } = await looked;
    expect(hosts).toMatchObject([{ kind: "read", rates: { overSeconds: 1 } }]);
    expect(connectionsOf(hosts)).toEqual([7]);
  });

  it("takes no second reading that could not be answered in time", async () => {
    const asked: Asked[] = [];
    const { clock, watch } = watchOf({ "db-1": scripted(asked, [{ takesMs: 2200 }]) });
    const looked = resolvedAt(
      clock,
      watch.look(null, () => undefined),
    );
    await clock.advance(6000);
    expect(await looked).toMatchObject({ at: 2200, value: { hosts: [{ kind: "read", rates: null }] } });
    expect(asked).toHaveLength(1);
  });
});

type ReaderOf = (clock: VirtualClock) => HostReader;

function watchOf(readers: Readonly<Record<string, ReaderOf>>) {
  const clock = new VirtualClock();
  const hosts: Host[] = Object.keys(readers).map((name) => ({ name, reach: { kind: "local" }, daemons: [zope] }));
  const readerOf = (host: Host): HostReader => readers[host.name]?.(clock) ?? answering()(clock);
  return { clock, watch: createHostWatch({ hosts, readerOf, clock, interval: seconds(15) }) };
}

function reader(read: HostReader["read"]): HostReader {
  return { read, sockets: async () => succeed(absent("it was not asked for")), close: async () => undefined };
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

function failing(): ReaderOf {
  return () => reader(async () => fail(timedOut));
}

interface Asked {
  readonly at: number;
  readonly forPerson: boolean;
  readonly deadline: number;
}

/** Takes so long for each answer in turn, and no time after the last; counts connections where a number is given. */
function scripted(
  asked: Asked[],
  script: readonly { readonly takesMs: number; readonly connections?: number }[],
): ReaderOf {
  return (clock) =>
    reader((want) => {
      const { takesMs, connections } = script[asked.length] ?? { takesMs: 0 };
      asked.push({ at: clock.monotonic(), ...want });
      return afterwards(clock, takesMs, () => succeed(later(sampleOf(connections), clock.monotonic() / 1000)));
    });
}

function sampleOf(connections: number | undefined): Sample {
  const counted = connections === undefined ? {} : { connections: known(connections) };
  return aSample({ daemons: [aDaemon("zope", 1e9, counted)] });
}

function connectionsOf(hosts: readonly HostStatus[]): (number | null)[] {
  return hosts.flatMap((host) =>
    host.kind === "read" ? host.daemons.map(({ figures }) => figures.connections.value) : [],
  );
}

async function resolvedAt<T>(clock: VirtualClock, promise: Promise<T>): Promise<{ at: number; value: T }> {
  const value = await promise;
  return { at: clock.monotonic(), value };
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
