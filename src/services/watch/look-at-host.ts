import { keepConnections } from "../../domain/keep-connections.ts";
import type { HostStatus, ReadHost } from "../../domain/status.ts";
import { type Millis, millis, seconds } from "../../domain/time.ts";
import { failedLook } from "../../domain/watched-host.ts";
import type { Clock } from "../ports.ts";
import { readOnce, type Watched } from "./read-once.ts";

/**
 * A person waits for the answer: 5 s is what they are promised, dead hosts included. The rest is for the chat, or for
 * starting the program in a terminal, which takes a second by npx.
 */
export const lookDeadline: Millis = seconds(3);
/** Swap and CPU are rates: the first look at a host takes two readings this far apart. */
export const pairGap: Millis = seconds(1);

/**
 * A reading for a person: fresh, with connections, and a pair of them where no earlier one gives rates. Resolves within
 * `lookDeadline`; a reading that takes longer goes on without the person and is not cut short.
 */
export async function lookAt(one: Watched, clock: Clock): Promise<HostStatus> {
  const until = clock.monotonic() + lookDeadline;
  const left = (): Millis => millis(Math.max(0, until - clock.monotonic()));
  const read = () => within(clock, left(), readOnce(one, true, clock));
  const poll = one.underWay?.forPerson === false ? one.underWay.status : null;
  const polled = poll === null ? null : await within(clock, left(), poll);
  if (poll !== null && polled === null) return stillSilent(one);
  if (polled !== null && left() <= pairGap) return polled;
  const first = await read();
  if (first === null) return polled?.kind === "read" ? polled : stillSilent(one);
  if (first.kind !== "read" || first.rates !== null || left() <= pairGap) return first;
  return secondOf(first, { one, clock, read });
}

interface Pair {
  readonly one: Watched;
  readonly clock: Clock;
  readonly read: () => Promise<HostStatus | null>;
}

/** The second reading of a pair, or the first where it comes to nothing. */
async function secondOf(first: ReadHost, { one, clock, read }: Pair): Promise<ReadHost> {
  one.pairsUnderWay += 1;
  await within(clock, pairGap, never);
  one.pairsUnderWay -= 1;
  const second = await read();
  return second?.kind === "read" ? keepConnections(second, first) : first;
}

/** The reading under way has more patience than a person: they are told now, and it goes on. */
function stillSilent(one: Watched): HostStatus {
  const detail = `${one.state.host.name} has not answered for ${lookDeadline / 1000} s. It may be starved or frozen: look at its console, or ask again in a minute.`;
  return failedLook(one.state, { reason: "timed out", detail, nextTryAt: null }, lookDeadline);
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
