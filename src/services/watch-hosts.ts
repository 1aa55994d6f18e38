import type { Host, HostFailure } from "../domain/host.ts";
import type { Result } from "../domain/result.ts";
import type { Sample } from "../domain/sample.ts";
import type { HostStatus, StatusBoard } from "../domain/status.ts";
import { type Millis, millis, seconds } from "../domain/time.ts";
import { newWatchedHost, takeFailure, takeSample, type WatchedHost } from "../domain/watched-host.ts";
import type { Cancel, Clock } from "./ports.ts";

/** What a reading is for. */
export interface Want {
  /** A person waits: connections are counted too, and daemons that were not found are looked for again. */
  readonly forPerson: boolean;
  readonly deadline: Millis;
}

/** One reading of one host; never rejects. */
export interface HostReader {
  read(want: Want): Promise<Result<Sample, HostFailure>>;
  close(): Promise<void>;
}

export interface HostWatch {
  /** Begins to read every host once an interval, spread over the interval. */
  start(): void;
  stop(): Promise<void>;
  /** How all hosts stand by what was read last; `waiting` for a host that was never read. */
  board(): StatusBoard;
  /** The board of a look that has just begun. */
  waiting(scope: string | null): StatusBoard;
  /**
   * Reads the hosts now and tells after each answer. Resolves within `lookDeadline` and a second, whatever the hosts do.
   */
  look(scope: string | null, onProgress: (board: StatusBoard) => void): Promise<StatusBoard>;
}

/** A person waits for the answer: 5 s is what they are promised, dead hosts included. */
export const lookDeadline: Millis = seconds(4);
/** A poll nobody waits for may be slower: a host that was frozen for 10 s answered the same poll afterwards. */
export const pollDeadline: Millis = seconds(12);
/** Swap and CPU are rates: the first look at a host takes two readings this far apart. */
export const pairGap: Millis = seconds(1);
/** Hosts that fall due within the same tenth of a second are asked together: half the CPU per poll (measured). */
const batch: Millis = millis(100);
/** Reading a host takes at most a quarter of its time: a slow host is asked less often. */
const slowFactor = 4;

interface Watched {
  state: WatchedHost;
  status: HostStatus;
  readonly reader: HostReader;
  dueAt: Millis;
  underWay: Promise<HostStatus> | null;
}

export interface WatchOptions {
  readonly hosts: readonly Host[];
  readonly readerOf: (host: Host) => HostReader;
  readonly clock: Clock;
  readonly interval: Millis;
}

export function createHostWatch(options: WatchOptions): HostWatch {
  const { clock, interval } = options;
  const all = options.hosts.map((host, index) => watchedFrom(host, options, index));
  let cancel: Cancel | null = null;

  function tick(): void {
    const now = clock.monotonic();
    for (const one of all) if (one.dueAt <= now && one.underWay === null) void poll(one);
    const nextDue = Math.min(...all.map((one) => one.dueAt));
    cancel = clock.after(millis(Math.max(batch, nextDue - now)), tick);
  }

  async function poll(one: Watched): Promise<void> {
    const began = clock.monotonic();
    one.dueAt = millis(began + interval);
    const status = await readOnce(one, { forPerson: false, deadline: pollDeadline }, clock);
    const took = status.kind === "read" ? clock.monotonic() - began : 0;
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
  };
}

function watchedFrom(host: Host, options: WatchOptions, index: number): Watched {
  const offset = (options.interval * index) / options.hosts.length;
  return {
    state: newWatchedHost(host),
    status: { kind: "waiting", host: host.name },
    reader: options.readerOf(host),
    dueAt: millis(options.clock.monotonic() + offset),
    underWay: null,
  };
}

/** A reading for a person: fresh, with connections, and a pair of them where no earlier one gives rates. */
async function lookAt(one: Watched, clock: Clock): Promise<HostStatus> {
  const until = clock.monotonic() + lookDeadline;
  const left = (): Millis => millis(Math.max(1, until - clock.monotonic()));
  if (one.underWay !== null && (await within(clock, left(), one.underWay)) === null) return stillSilent(one);
  const first = await readOnce(one, { forPerson: true, deadline: left() }, clock);
  if (first.kind !== "read" || first.rates !== null || left() <= pairGap) return first;
  await within(clock, pairGap, never);
  const second = await readOnce(one, { forPerson: true, deadline: left() }, clock);
  return second.kind === "read" ? second : first;
}

/** The poll under way has more patience than a person: they are told now, and the poll goes on. */
function stillSilent(one: Watched): HostStatus {
  const detail = `${one.state.host.name} has not answered for ${lookDeadline / 1000} s. The bot goes on asking; press Refresh in a minute.`;
  return takeFailure(one.state, { reason: "timed out", detail, nextTryAt: null }, lookDeadline).status;
}

/** Never two questions to one host at a time: whoever comes while a reading is under way shares its result. */
function readOnce(one: Watched, want: Want, clock: Clock): Promise<HostStatus> {
  if (one.underWay !== null) return one.underWay;
  const began = clock.monotonic();
  const reading = one.reader.read(want).then((result) => {
    one.underWay = null;
    const next = result.ok
      ? takeSample(one.state, result.value)
      : takeFailure(one.state, result.error, millis(clock.monotonic() - began));
    one.state = next.watched;
    one.status = next.status;
    return next.status;
  });
  one.underWay = reading;
  return reading;
}

const never = new Promise<never>(() => undefined);

/** The promise's value, or null when the time is over first. The timer does not outlive the answer. */
function within<T>(clock: Clock, limit: Millis, promise: Promise<T>): Promise<T | null> {
  return new Promise((resolve) => {
    const cancel = clock.after(limit, () => resolve(null));
    void promise.then((value) => {
      cancel();
      resolve(value);
    });
  });
}

function inScope(all: readonly Watched[], scope: string | null): readonly Watched[] {
  return scope === null ? all : all.filter((one) => one.state.host.name === scope);
}

function lookBoard(asked: readonly Watched[], answers: ReadonlyMap<Watched, HostStatus>, clock: Clock): StatusBoard {
  const hosts = asked.map((one) => answers.get(one) ?? ({ kind: "waiting", host: one.state.host.name } as const));
  return { askedAt: clock.now(), hosts };
}
