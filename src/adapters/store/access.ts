import { bytes } from "../../domain/bytes.ts";
import { fail, type Result, succeed } from "../../domain/result.ts";
import { type Instant, millis } from "../../domain/time.ts";
import type { Clock, Log } from "../../services/ports.ts";
import type { StoreFailure, StoreHealth } from "../../services/ports-store.ts";
import type { Backend, StoreSize } from "./backend.ts";
import { createCondition } from "./condition.ts";
import { lockedPauseMs } from "./limits.ts";
import type { Database } from "./tables.ts";

/** The one door to the database: turns errors into reasons, remembers how it stands, and shuts after damage. */
export interface Access {
  read<T>(act: (db: Database) => Promise<T>): Promise<Result<T, StoreFailure>>;
  /** Tries again while another program holds the file, and once more when room could be made on a full disk. */
  write<T>(act: (db: Database) => Promise<T>): Promise<Result<T, StoreFailure>>;
  /** As `write`, for readings: they leave the last room on a full disk to decisions. */
  writeSamples<T>(act: (db: Database) => Promise<T>): Promise<Result<T, StoreFailure>>;
  upkeep(): Promise<void>;
  health(): StoreHealth;
  close(): Promise<void>;
}

interface AccessOptions {
  readonly backend: Backend;
  readonly clock: Clock;
  readonly log: Log;
}

const stopped: StoreFailure = { reason: "stopped", detail: "The store is closed, because the bot is stopping." };

export function createAccess({ backend, clock, log }: AccessOptions): Access {
  const condition = createCondition(log);
  let lastWriteAt: Instant | null = null;
  let closed = false;
  let size: StoreSize = { sizeBytes: null, freeBytes: null };

  async function attempt<T>(act: (db: Database) => Promise<T>): Promise<Result<T, StoreFailure>> {
    if (closed) return fail(stopped);
    try {
      return succeed(await act(backend.db));
    } catch (error) {
      // Whoever was at it when the store was closed is told so, whatever the driver calls it.
      const failure = closed ? stopped : backend.explain(error);
      if (failure.reason === "corrupt") condition.note(failure);
      return fail(failure);
    }
  }

  async function write<T>(act: (db: Database) => Promise<T>): Promise<Result<T, StoreFailure>> {
    const damage = condition.damage();
    if (damage !== null) return fail(damage);
    let result = await attempt(act);
    for (let tries = 1; tries < backend.lockedTries && isReason(result, "locked"); tries += 1) {
      await new Promise<void>((resolve) => clock.after(millis(lockedPauseMs), resolve));
      result = await attempt(act);
    }
    if (isReason(result, "full") && backend.makeRoom()) result = await attempt(act);
    if (result.ok) lastWriteAt = clock.now();
    condition.note(result.ok ? null : result.error);
    return result;
  }

  return {
    read: attempt,
    write,
    async writeSamples(act) {
      const short = backend.shortage();
      return short === null ? write(act) : fail(short);
    },
    async upkeep() {
      const measured = await attempt(() => backend.upkeep());
      if (measured.ok) size = measured.value;
    },
    health: () => healthOf(condition.damage() ?? backend.shortage() ?? condition.problem(), lastWriteAt, size),
    async close() {
      if (closed) return;
      closed = true;
      await backend.close();
    },
  };
}

function healthOf(problem: StoreFailure | null, lastWriteAt: Instant | null, size: StoreSize): StoreHealth {
  const { sizeBytes, freeBytes } = size;
  return {
    problem,
    lastWriteAt,
    sizeBytes: sizeBytes === null ? null : bytes(sizeBytes),
    freeBytes: freeBytes === null ? null : bytes(freeBytes),
  };
}

function isReason<T>(result: Result<T, StoreFailure>, reason: StoreFailure["reason"]): boolean {
  return !result.ok && result.error.reason === reason;
}
