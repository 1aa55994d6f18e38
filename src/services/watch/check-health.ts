import type { HealthOutcome } from "../../domain/alert/event.ts";
import type { Host } from "../../domain/host.ts";
import { type Millis, millis, seconds } from "../../domain/time.ts";
import type { Cancel, Chance, Clock } from "../ports.ts";
import type { HttpProbe } from "../ports-http.ts";

export interface HealthChecks {
  start(): void;
  /** No call begins and no outcome is told after this; those under way end within their deadline. */
  stop(): void;
}

export interface HealthCheckOptions {
  readonly hosts: readonly Host[];
  readonly probe: HttpProbe;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly onOutcome: (host: string, daemon: string, outcome: HealthOutcome) => void;
  /** From one call of an address to the next, at least 10 s. */
  readonly everyMs: Millis;
}

/** Longer than people wait for a page. */
export const healthDeadline: Millis = seconds(10);

/** Each holds a socket and, while its name is looked up, a thread. Twenty that are dead still leave time for sixty. */
export const callsMax = 20;

/** Calls the health address of each daemon again and again, spread over the interval, never twice at once. */
export function createHealthChecks(options: HealthCheckOptions): HealthChecks {
  const { clock, chance, everyMs } = options;
  const checks = checksOf(options.hosts);
  /** In the order in which they fell due; each check is in it at most once. */
  const waiting: Check[] = [];
  const planned = new Map<Check, Cancel>();
  let underWay = 0;
  let isStopped = false;

  function plan(check: Check, delay: number): void {
    const begin = (): void => {
      waiting.push(check);
      callNext();
    };
    planned.set(check, clock.after(millis(Math.max(0, delay)), begin));
  }

  function callNext(): void {
    while (!isStopped && underWay < callsMax) {
      const check = waiting.shift();
      if (check === undefined) return;
      underWay += 1;
      void call(check);
    }
  }

  async function call(check: Check): Promise<void> {
    const began = clock.monotonic();
    const outcome = await options.probe.get(check.url, healthDeadline);
    underWay -= 1;
    if (isStopped) return;
    plan(check, began + everyMs - clock.monotonic());
    callNext();
    options.onOutcome(check.host, check.daemon, outcome);
  }

  return {
    start: () => {
      // Bots that were started together do not call together.
      const offset = chance() * everyMs;
      for (const [index, check] of checks.entries())
        plan(check, (offset + (index * everyMs) / checks.length) % everyMs);
    },
    stop: () => {
      isStopped = true;
      for (const cancel of planned.values()) cancel();
    },
  };
}

interface Check {
  readonly host: string;
  readonly daemon: string;
  readonly url: string;
}

function checksOf(hosts: readonly Host[]): readonly Check[] {
  return hosts.flatMap((host) =>
    host.daemons.flatMap(({ name, healthUrl }) =>
      healthUrl === null ? [] : [{ host: host.name, daemon: name, url: healthUrl }],
    ),
  );
}
