import type { Socket } from "node:net";
import { awaitedMax, loginAllowance, questionAllowance } from "./limits.ts";
import type { Flooded } from "./trouble.ts";

/**
 * Ends a connection over which more passes than any honest host needs. The SSH library bounds the data of a channel and
 * nothing else: every other packet is taken as it comes, and the replies to it are queued without end.
 */
export class FloodGuard {
  readonly #socket: Socket;
  #allowance = loginAllowance;
  /** What had been received, and taken by the host, when the allowance began. */
  #since = { received: 0, taken: 0 };
  #awaited: () => number = () => 0;
  #trouble: Flooded | null = null;
  #onFlood: (trouble: Flooded) => void = () => {};

  constructor(socket: Socket) {
    this.#socket = socket;
  }

  /** Why the connection was ended; null while it was not. */
  get trouble(): Flooded | null {
    return this.#trouble;
  }

  /** Tells once when it ends the connection, at once if it has done so already. */
  onFlood(act: (trouble: Flooded) => void): void {
    this.#onFlood = act;
    if (this.#trouble !== null) act(this.#trouble);
  }

  /** How many replies of the host are waited for. */
  countAwaited(count: () => number): void {
    this.#awaited = count;
  }

  /** The login is over, or another question begins. */
  renew(): void {
    const { bytesRead, bytesWritten, writableLength } = this.#socket;
    this.#allowance = questionAllowance;
    this.#since = { received: bytesRead, taken: bytesWritten - writableLength };
  }

  /** False when the connection has been ended; to be asked before each piece is worked upon. */
  admits(): boolean {
    if (this.#trouble !== null) return false;
    this.#trouble = this.#judge();
    if (this.#trouble === null) return true;
    this.#onFlood(this.#trouble);
    this.#socket.destroy();
    return false;
  }

  #judge(): Flooded | null {
    const { receivedMax, sentMax } = this.#allowance;
    const { bytesRead, bytesWritten } = this.#socket;
    if (bytesRead - this.#since.received > receivedMax) return { kind: "flooded", by: "received", max: receivedMax };
    if (bytesWritten - this.#since.taken > sentMax) return { kind: "flooded", by: "sent", max: sentMax };
    return this.#awaited() > awaitedMax ? { kind: "flooded", by: "awaited", max: awaitedMax } : null;
  }
}
