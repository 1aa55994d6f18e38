import { systemClock } from "./adapters/system/clock.ts";
import { randomId } from "./adapters/system/ids.ts";
import { createLog, type LogLevel } from "./adapters/system/log.ts";
import { matchLines } from "./adapters/system/match-lines.ts";
import { createTextLog } from "./adapters/system/text-log.ts";
import type { Chance, Clock, Log, MatchLines } from "./services/ports.ts";

/** What every part needs beside its configuration. */
export interface World {
  readonly clock: Clock;
  readonly chance: Chance;
  /** Ids that nobody can guess. */
  readonly newId: () => string;
  readonly log: Log;
  readonly matchLines: MatchLines;
}

/** The real world: this machine's clocks, unguessable ids, JSON lines on standard error. */
export function systemWorld(logLevel: LogLevel): World {
  return { clock: systemClock, chance: Math.random, newId: randomId, log: createLog(logLevel), matchLines };
}

/** The same with warnings as lines for the person who started it. */
export function terminalWorld(tell: (text: string) => void): World {
  return { ...systemWorld("silent"), log: createTextLog(tell) };
}
