import { type HostWeek, hostWeek } from "../../src/domain/digest/host-week.ts";
import { type Instant, instant } from "../../src/domain/time.ts";

const hour = 3_600_000;
const gibi = 1024 ** 3;

export interface HostWeekShape {
  readonly to: Instant;
  readonly days?: number;
  /** Hours before the end at which its alerts fired, and at which a daemon was restarted. */
  readonly firedBefore?: readonly number[];
  readonly restartedBefore?: readonly number[];
  /** Hours before the end from which on nothing was read, and until when. */
  readonly gap?: readonly [number, number];
  /** Most of it in use, in GiB; the host then has 7 GiB less available than it could have. */
  readonly swapGib?: number;
}

/** A host whose memory fills up until its daemon is restarted, read every hour. */
export function aHostWeek(host: string, shape: HostWeekShape): HostWeek {
  const { to, days = 7, firedBefore = [], restartedBefore = [], gap = [0, 0], swapGib = 0 } = shape;
  const from = instant(to - days * 24 * hour);
  const before = (hours: number): Instant => instant(to - hours * hour);
  const points = Array.from({ length: days * 24 }, (_, index) => {
    const ago = days * 24 - index;
    const lastRestart = Math.min(...restartedBefore.filter((each) => each >= ago), days * 24);
    const filled = Math.min(1, (lastRestart - ago) / 100);
    const swing = 0.3 * Math.sin((ago / 12) * Math.PI);
    return {
      at: before(ago),
      available: { min: Math.round((5 - 4.4 * filled + swing) * gibi) },
      swapUsed: { max: Math.round(swapGib * filled ** 3 * gibi) },
    };
  });
  const week = hostWeek(
    host,
    points.filter(({ at }) => at < before(gap[0]) || at >= before(gap[1])),
    {
      span: { from, to },
      transitions: firedBefore.map((hours) => ({
        ...{ at: before(hours), alert: "a", host, rule: "heap" as const, daemon: "zope", transition: "fired" as const },
      })),
      restarts: restartedBefore.map((hours) => ({
        ...{ host, daemon: "zope", at: before(hours), beforeBytes: null, afterBytes: null },
      })),
    },
  );
  if (week === null) throw new Error("this host was read");
  return week;
}
