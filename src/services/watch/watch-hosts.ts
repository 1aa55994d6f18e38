import type { MeasuredThresholds } from "../../domain/daemon-status.ts";
import { absent, type Figure } from "../../domain/figure.ts";
import type { Host } from "../../domain/host.ts";
import type { Sample } from "../../domain/sample.ts";
import type { StartHeaps } from "../../domain/start-heaps.ts";
import type { FailedHost, HostStatus, ReadHost, StatusBoard } from "../../domain/status.ts";
import { type Millis, millis } from "../../domain/time.ts";
import { newWatchedHost, withEarlier } from "../../domain/watched-host.ts";
import type { Sockets } from "../../probe/peers.ts";
import type { Cancel, Clock } from "../ports.ts";
import { lookAt, lookDeadline } from "./look-at-host.ts";
import { type HostReader, readOnce, type Watched } from "./read-once.ts";

export interface HostWatch {
  /** Begins to read every host once an interval, spread over the interval. */
  start(): void;
  stop(): Promise<void>;
  /** How all hosts stand by what was read last; `waiting` for a host that was never read. */
  board(): StatusBoard;
  /** The board of a look that has just begun. */
  waiting(scope: string | null): StatusBoard;
  /**
   * Reads the hosts now and tells after each answer. Resolves within `lookDeadline`, whatever the hosts do.
   */
  look(scope: string | null, onProgress: (board: StatusBoard) => void): Promise<StatusBoard>;
  /** Who is connected to these ports of a host, and what listens on them, within `lookDeadline`. */
  sockets(host: string, ports: readonly number[]): Promise<Figure<Sockets>>;
  /** Samples of a host from before the bot began to watch, oldest first: for charts. */
  remind(host: string, earlier: readonly Sample[]): void;
  /** The thresholds of a host's daemons that were measured anew; from the next reading on. */
  setThresholds(host: string, thresholds: MeasuredThresholds): void;
}

/** Hosts that fall due within the same tenth of a second are asked together: half the CPU per poll (measured). */
const batch: Millis = millis(100);
/** Reading a host takes at most a quarter of its time: a slow host is asked less often. */
const slowFactor = 4;

export interface WatchOptions {
  readonly hosts: readonly Host[];
  readonly readerOf: (host: Host) => HostReader;
  readonly clock: Clock;
  readonly interval: Millis;
  /** Hears what each poll gave, and never throws. What people look at in between is no poll. */
  readonly onPoll?: (poll: Poll) => void;
  /** What was known of a host's starts when the bot ended. */
  readonly startHeapsOf?: (host: string) => StartHeaps;
}

export interface Poll {
  readonly status: ReadHost | FailedHost;
  readonly startHeaps: StartHeaps;
  readonly tookMs: Millis;
}

export function createHostWatch(options: WatchOptions): HostWatch {
  const { clock, interval } = options;
  const all = options.hosts.map((host, index) => watchedFrom(host, options, index));
  let cancel: Cancel | null = null;

  function tick(): void {
    const now = clock.monotonic();
    for (const one of all) if (one.dueAt <= now && isFree(one)) void poll(one);
    const nextDue = Math.min(...all.map((one) => one.dueAt));
    cancel = clock.after(millis(Math.max(batch, nextDue - now)), tick);
  }

  async function poll(one: Watched): Promise<void> {
    const began = clock.monotonic();
    one.dueAt = millis(began + interval);
    const status = await readOnce(one, false, clock);
    const tookMs = millis(clock.monotonic() - began);
    if (status.kind !== "waiting") options.onPoll?.({ status, startHeaps: one.state.startHeaps, tookMs });
    const took = status.kind === "read" ? tookMs : 0;
    one.dueAt = millis(began + Math.max(interval, took * slowFactor));
  }

  return {
    start: tick,
    async stop() {
      cancel?.();
      await Promise.all(all.map((one) => one.reader.close()));
    },
    board: () => ({ askedAt: clock.now(), hosts: all.map((one) => one.status) }),
    waiting: (scope) => lookBoard(inScope(all, scope), new Map(), clock),
    async look(scope, onProgress) {
      const asked = inScope(all, scope);
      const answers = new Map<Watched, HostStatus>();
      const board = (): StatusBoard => lookBoard(asked, answers, clock);
      await Promise.all(
        asked.map(async (one) => {
          answers.set(one, await lookAt(one, clock));
          if (answers.size < asked.length) onProgress(board());
        }),
      );
      return board();
    },
    sockets: (host, ports) => askSockets(inScope(all, host), ports),
    setThresholds(host, thresholds) {
      for (const one of inScope(all, host)) one.state = { ...one.state, thresholds };
    },
    remind(host, earlier) {
      for (const one of inScope(all, host)) one.state = withEarlier(one.state, earlier);
    },
  };
}

function watchedFrom(host: Host, options: WatchOptions, index: number): Watched {
  const offset = (options.interval * index) / options.hosts.length;
  return {
    state: newWatchedHost(host, options.interval, options.startHeapsOf?.(host.name)),
    status: { kind: "waiting", host: host.name },
    reader: options.readerOf(host),
    dueAt: millis(options.clock.monotonic() + offset),
    underWay: null,
    pairsUnderWay: 0,
  };
}

async function askSockets([one]: readonly Watched[], ports: readonly number[]): Promise<Figure<Sockets>> {
  const found = await one?.reader.sockets(ports, lookDeadline);
  return found?.ok ? found.value : absent("the host did not answer");
}

function isFree(one: Watched): boolean {
  return one.underWay === null && one.pairsUnderWay === 0;
}

function inScope(all: readonly Watched[], scope: string | null): readonly Watched[] {
  return scope === null ? all : all.filter((one) => one.state.host.name === scope);
}

function lookBoard(asked: readonly Watched[], answers: ReadonlyMap<Watched, HostStatus>, clock: Clock): StatusBoard {
  const hosts = asked.map((one) => answers.get(one) ?? ({ kind: "waiting", host: one.state.host.name } as const));
  return { askedAt: clock.now(), hosts };
}
