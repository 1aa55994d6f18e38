import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { byCalendar } from "./calendar/by-calendar.ts";
import { drawFleet, type Shape, type TrueDaemon } from "./calendar/fleet.ts";
import { fixedThreshold, nightly, nothing, oracle, weekly } from "./calendar/policies.ts";
import { daySeconds, simulateYear, type YearResult } from "./calendar/simulate-year.ts";

/**
 * A simulated year of hosts with four daemons each, whose growth is known: restarts, and hours in which all together held
 * more than the budget, by the calendar and by what people do without it. `--days` shortens the year, `--seed` draws others.
 */
interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly peer?: { readonly name: string; readonly value: number };
  readonly ratio?: number | null;
}

const hosts: readonly { readonly name: string; readonly shapes: readonly Shape[]; readonly roomDays: number }[] = [
  { name: "four that bend", shapes: ["plateau", "plateau", "log", "log"], roomDays: 12 },
  { name: "four of all kinds", shapes: ["plateau", "log", "leak", "leak"], roomDays: 9 },
  { name: "four plateaus with room", shapes: ["plateau", "plateau", "plateau", "plateau"], roomDays: 400 },
];
const peers = [nothing, nightly, weekly, fixedThreshold, oracle];

function main(): void {
  const { values } = parseArgs({
    options: {
      json: { type: "boolean" },
      days: { type: "string", default: "365" },
      seed: { type: "string", default: "1" },
    },
  });
  const [days, seed] = [Number(values.days), Number(values.seed)];
  const figures = hosts.flatMap(({ name, shapes, roomDays }, index) => {
    const fleet = drawFleet(shapes, 100 * seed + index);
    const year = { fleet, budgetBytes: budgetFor(fleet, roomDays), days, seed };
    const own = simulateYear(year, byCalendar);
    return peers.flatMap((peer) => compare(name, own, { name: peer.name, ...simulateYear(year, peer) }));
  });
  const { user, system } = process.cpuUsage();
  print(values.json === true, [...figures, { name: "cpu of this bench", value: (user + system) / 1e6, unit: "s" }]);
}

/** What the fleet holds after so many days from a common start, and a tenth: so that restarts are due about so often. */
function budgetFor(fleet: readonly TrueDaemon[], roomDays: number): number {
  const at = roomDays * daySeconds;
  return 1.1 * fleet.reduce((sum, daemon) => sum + daemon.levelAt(at, { startedAt: 0, index: 0 }), 0);
}

function compare(where: string, own: YearResult, peer: YearResult & { readonly name: string }): readonly Figure[] {
  const figure = (name: string, unit: string, [value, other]: readonly [number, number]): Figure => ({
    name: `${name}, ${where}`,
    value: round(value),
    unit,
    peer: { name: peer.name, value: round(other) },
    ratio: other === 0 ? null : round(value / other),
  });
  return [
    figure("restarts", "restarts", [own.restarts, peer.restarts]),
    figure("over the budget", "h", [own.hoursOver, peer.hoursOver]),
  ];
}

function round(value: number): number {
  return Number(value.toPrecision(3));
}

function print(asJson: boolean, figures: readonly Figure[]): void {
  const [cpu] = cpus();
  const machine = `${cpus().length} × ${cpu?.model ?? "unknown"}, Node ${process.version}`;
  if (asJson) {
    process.stdout.write(`${JSON.stringify({ name: "calendar", machine, figures })}\n`);
    return;
  }
  const lines = figures.map(
    ({ name, value, unit, peer }) =>
      `${name}: ${value} ${unit}${peer === undefined ? "" : `; ${peer.name}: ${peer.value}`}`,
  );
  process.stdout.write(`${machine}\n${lines.join("\n")}\n`);
}

main();
