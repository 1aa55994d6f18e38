import type { SocketModeReceiver } from "@slack/bolt";
import { type Instant, type Millis, millis } from "../../domain/time.ts";
import type { Cancel, Chance, Clock, Log } from "../../services/ports.ts";
import type { Holds } from "./holds.ts";
import type { SlackLimits } from "./limits.ts";
import type { LeaveTurn, OpeningTurn } from "./opening-turn.ts";
import { type ConnectionEnd, openConnection, type SocketConnection } from "./socket-connection.ts";

export interface SlotOptions {
  readonly name: string;
  /** A fresh receiver, bound to the app and not started. */
  readonly newReceiver: () => SocketModeReceiver;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
  readonly limits: SlackLimits;
  /** Shared by all slots, since Slack limits by method. */
  readonly holds: Holds;
  readonly turn: OpeningTurn;
  readonly onHello: (connections: number | null) => void;
  readonly onRefused: (code: string) => void;
}

/** A place that holds one connection at a time, and opens the next when it ends. */
export interface SocketSlot {
  isServing(): boolean;
  /** Connections of this slot that Slack may still count: the one in use and those that are saying goodbye. */
  open(): number;
  lastHeardAt(): Instant | null;
  /** What went wrong last, while it does not serve. */
  trouble(): string | null;
  /** Opens a new connection in place of one that only seems to serve. */
  check(): void;
  stop(): Promise<void>;
}

type SlotState =
  /** `hello` moves it on to serving, any end to resting. */
  | { readonly kind: "opening"; readonly connection: SocketConnection }
  | { readonly kind: "serving"; readonly connection: SocketConnection; readonly since: Millis }
  /** The end of the pause, and then its turn, move it on to opening. */
  | { readonly kind: "resting"; readonly cancel: Cancel; readonly trouble: string }
  | { readonly kind: "stopped" };

export function createSocketSlot(options: SlotOptions): SocketSlot {
  return new Slot(options);
}

class Slot implements SocketSlot {
  readonly #options: SlotOptions;
  readonly #retiring = new Set<Promise<void>>();
  #state: SlotState = { kind: "stopped" };
  #heardAt: Instant | null = null;
  #failures = 0;
  #refusals = 0;

  constructor(options: SlotOptions) {
    this.#options = options;
    this.#rest(millis(0), "not opened yet");
  }

  isServing(): boolean {
    return this.#state.kind === "serving" && this.#state.connection.isActive();
  }

  open(): number {
    return this.#retiring.size + (connectionIn(this.#state) === null ? 0 : 1);
  }

  lastHeardAt(): Instant | null {
    return this.#heardAt;
  }

  trouble(): string | null {
    return this.#state.kind === "resting" ? this.#state.trouble : null;
  }

  check(): void {
    if (this.#state.kind === "serving" && !this.#state.connection.isActive()) this.#ended({ why: "closed" });
  }

  async stop(): Promise<void> {
    const last = this.#state;
    this.#state = { kind: "stopped" };
    if (last.kind === "resting") last.cancel();
    this.#retire(connectionIn(last), millis(0));
    await Promise.all(this.#retiring);
  }

  #rest(pause: Millis, trouble: string): void {
    this.#state = { kind: "resting", cancel: this.#options.clock.after(pause, () => void this.#open()), trouble };
  }

  async #open(): Promise<void> {
    const leave = await this.#options.turn.enter();
    // Stopped while it waited for its turn.
    if (this.#state.kind !== "resting") return leave();
    const held = this.#options.holds.left(openMethod);
    if (held === 0) return this.#begin(leave);
    leave();
    this.#rest(held, "Slack asks for a pause");
  }

  #begin(leave: LeaveTurn): void {
    const { newReceiver, log, name } = this.#options;
    const events = {
      answered: leave,
      hello: (connections: number | null) => this.#hello(connections),
      heard: () => this.#heard(),
      odd: (what: string) =>
        log.warn("slack sent something odd; it was acknowledged and left out", { socket: name, what }),
      ended: (end: ConnectionEnd) => {
        this.#ended(end);
        leave();
      },
    };
    this.#state = { kind: "opening", connection: openConnection(newReceiver(), events, this.#options) };
  }

  #heard(): void {
    this.#heardAt = this.#options.clock.now();
  }

  #hello(connections: number | null): void {
    if (this.#state.kind !== "opening") return;
    const { clock, log, name, onHello } = this.#options;
    this.#state = { kind: "serving", connection: this.#state.connection, since: clock.monotonic() };
    this.#refusals = 0;
    log.info("slack socket connected", { socket: name, connections });
    onHello(connections);
  }

  #ended(end: ConnectionEnd): void {
    const connection = connectionIn(this.#state);
    if (connection === null) return;
    const { log, limits, name, holds } = this.#options;
    this.#failures = this.#wasGood(end) ? 0 : this.#failures + 1;
    const pause = pauseBefore(this.#failures, this.#options);
    const why = `${end.why}${detailOf(end)}`;
    log.warn("slack socket ended; opening another", { socket: name, why, inMs: Math.round(pause) });
    if (end.why === "limited") holds.hold(openMethod, end.retryAfter);
    this.#rest(pause, why);
    // Only now: a connection that is retired says once more that it has ended, and by then it is this slot's no longer.
    this.#retire(connection, end.why === "recycled" ? limits.lingerFor : millis(0));
    this.#countRefusal(end);
  }

  #countRefusal(end: ConnectionEnd): void {
    this.#refusals = end.why === "token refused" ? this.#refusals + 1 : 0;
    if (end.why === "token refused" && this.#refusals >= this.#options.limits.refusalsMax) {
      this.#options.onRefused(end.code);
    }
  }

  /** A connection that lived for a while, or that Slack itself asked to renew, has its successor at once. */
  #wasGood({ why }: ConnectionEnd): boolean {
    const { clock, limits } = this.#options;
    if (this.#state.kind !== "serving") return false;
    const livedFor = clock.monotonic() - this.#state.since;
    return livedFor >= (why === "recycled" ? limits.recycledAfter : limits.settledAfter);
  }

  #retire(connection: SocketConnection | null, linger: Millis): void {
    if (connection === null) return;
    const goodbye = connection.retire(linger).finally(() => this.#retiring.delete(goodbye));
    this.#retiring.add(goodbye);
  }
}

/** What Slack's limits for opening connections go by. */
const openMethod = "apps.connections.open";

function connectionIn(state: SlotState): SocketConnection | null {
  return state.kind === "opening" || state.kind === "serving" ? state.connection : null;
}

/** Doubles with each failure in a row; half of it by chance, so that many bots do not come back in step. */
function pauseBefore(failures: number, { limits, chance }: SlotOptions): Millis {
  if (failures === 0) return millis(0);
  const longest = Math.min(limits.reconnectMax, limits.reconnectMin * 2 ** (failures - 1));
  return millis(longest * (0.5 + chance() / 2));
}

function detailOf(end: ConnectionEnd): string {
  if (end.why === "token refused") return `: ${end.code}`;
  return end.why === "recycled" || end.why === "failed" ? `: ${end.detail}` : "";
}
