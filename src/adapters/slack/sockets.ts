import type { SocketModeReceiver } from "@slack/bolt";
import type { Instant, Millis } from "../../domain/time.ts";
import { renderDuration } from "../../domain/time.ts";
import type { Cancel, Chance, Clock, Log } from "../../services/ports.ts";
import { createHolds } from "./holds.ts";
import type { SlackLimits } from "./limits.ts";
import { createOpeningTurn } from "./opening-turn.ts";
import { createSocketSlot, type SocketSlot } from "./socket-slot.ts";

export interface SocketsOptions {
  readonly count: number;
  readonly newReceiver: () => SocketModeReceiver;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
  readonly limits: SlackLimits;
  readonly onRefused: (code: string) => void;
}

export interface Sockets {
  /** Resolves with true at the first "hello" of any socket, with false when the time is over. */
  connected(within: Millis): Promise<boolean>;
  health(): SocketsHealth;
  stop(): Promise<void>;
}

export interface SocketsHealth {
  readonly connected: number;
  readonly sockets: number;
  readonly lastHeardAt: Instant | null;
  /** What a person should know, or null when all is well. */
  readonly problem: string | null;
}

/** Several connections, each in its own slot, so that the recycling of one leaves the others serving; and their watchdog. */
export function createSockets(options: SocketsOptions): Sockets {
  const { clock, log, limits } = options;
  const waiters = new Set<() => void>();
  let strangers: string | null = null;
  let servedAt = clock.monotonic();
  let toldDeaf = false;

  const onHello = (connections: number | null) => {
    for (const wake of waiters) wake();
    const own = slots.reduce((sum, slot) => sum + slot.open(), 0);
    strangers = connections !== null && connections > own ? strangersSentence(connections, own) : null;
    if (strangers !== null) log.warn(strangers, { connections, own });
  };
  const slots = openSlots(options, onHello);
  const serving = () => slots.filter((slot) => slot.isServing()).length;
  const watch = () => {
    for (const slot of slots) slot.check();
    if (serving() > 0) servedAt = clock.monotonic();
    const deaf = isDeaf();
    if (deaf && !toldDeaf)
      log.error("no connection to Slack: commands and clicks do not arrive", { why: troubleOf(slots) });
    toldDeaf = deaf;
    cancelWatch = clock.after(limits.watchEvery, watch);
  };
  const isDeaf = () => serving() === 0 && clock.monotonic() - servedAt >= limits.deafAfter;
  let cancelWatch: Cancel = clock.after(limits.watchEvery, watch);
  return {
    connected: (within) => firstHello(clock, within, waiters),
    health: () => {
      const connected = serving();
      const silence = renderDuration((clock.monotonic() - servedAt) as Millis);
      const deaf = connected > 0 ? null : `No connection to Slack for ${silence} (${troubleOf(slots)}).`;
      return { connected, sockets: slots.length, lastHeardAt: lastHeard(slots), problem: deaf ?? strangers };
    },
    stop: async () => {
      cancelWatch();
      await Promise.all(slots.map((slot) => slot.stop()));
    },
  };
}

function openSlots(options: SocketsOptions, onHello: (connections: number | null) => void): readonly SocketSlot[] {
  const { count, clock } = options;
  const shared = { ...options, holds: createHolds(clock), turn: createOpeningTurn(), onHello };
  return Array.from({ length: count }, (_, index) => createSocketSlot({ ...shared, name: `${index + 1} of ${count}` }));
}

function firstHello(clock: Clock, within: Millis, waiters: Set<() => void>): Promise<boolean> {
  return new Promise((resolve) => {
    const settle = (came: boolean) => {
      cancel();
      waiters.delete(wake);
      resolve(came);
    };
    const cancel = clock.after(within, () => settle(false));
    const wake = () => settle(true);
    waiters.add(wake);
  });
}

/** Slack hands each envelope to one connection only: what goes to a stranger's never reaches this bot. */
function strangersSentence(connections: number, own: number): string {
  return `Slack counts ${connections} connections of this app, and ${own} are this bot's: another copy of it is running, its app token is in other hands, or old connections have not ended yet. Commands that Slack hands to those are lost.`;
}

function troubleOf(slots: readonly SocketSlot[]): string {
  return slots.map((slot) => slot.trouble()).find((trouble) => trouble !== null) ?? "still connecting";
}

function lastHeard(slots: readonly SocketSlot[]): Instant | null {
  const times = slots.map((slot) => slot.lastHeardAt()).filter((at) => at !== null);
  return times.length === 0 ? null : (Math.max(...times) as Instant);
}
