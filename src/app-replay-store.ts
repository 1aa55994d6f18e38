import { openSqliteReadings, type StoredReadings } from "./adapters/store/open-sqlite-readings.ts";
import type { ReplaySource, ReplaySources } from "./app-replay-source.ts";
import type { World } from "./app-world.ts";
import type { Config } from "./config/config.ts";
import type { Poll } from "./domain/replay/poll.ts";
import { fail, type Result, succeed } from "./domain/result.ts";
import type { Sample } from "./domain/sample.ts";
import { type Instant, instant } from "./domain/time.ts";

export interface StoredSpan {
  readonly config: Config;
  /** One host alone; null for all. */
  readonly host: string | null;
  /** Null for as long as readings are kept, and for now. */
  readonly from: Instant | null;
  readonly to: Instant | null;
}

/** The hosts of a data folder of the bot, which may be running on it. */
export async function openReplayFolder(
  folder: string,
  asked: StoredSpan,
  world: Pick<World, "clock" | "log">,
): Promise<Result<ReplaySources, string>> {
  const { config, host } = asked;
  const opened = openSqliteReadings(folder, { ...world, keep: config.keep });
  if (!opened.ok) return fail(opened.error.detail);
  const readings = opened.value;
  const found = await readings.sources();
  const wanted = found.ok ? found.value.filter(({ host: name }) => host === null || isSame(name, host)) : [];
  if (!found.ok || wanted.length === 0) {
    await readings.close();
    return fail(found.ok ? noSuchHost(folder, found.value, host) : found.error.detail);
  }
  const now = world.clock.now();
  const span = { from: asked.from ?? instant(now - config.keep.readingsMs), to: asked.to ?? now };
  const sources = wanted.map(
    (source): ReplaySource => ({
      ...source,
      interval: config.interval,
      parts: () => partsOf(readings, source.host, span),
    }),
  );
  return succeed({ sources, notes: [], close: readings.close });
}

/** Whole readings of a day are about 20 MB in memory. */
const partMs = 24 * 3_600_000;

async function* partsOf(
  readings: StoredReadings,
  host: string,
  { from, to }: { readonly from: Instant; readonly to: Instant },
): AsyncGenerator<Result<Iterable<Poll>, string>> {
  for (let start = from; start <= to; start = instant(start + partMs)) {
    const read = await readings.samples(host, { from: start, to: instant(Math.min(to, start + partMs - 1)) });
    yield read.ok ? succeed(read.value.map(pollOf)) : fail(read.error.detail);
  }
}

function pollOf(sample: Sample): Poll {
  return { kind: "read", at: sample.takenAt, sample };
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function noSuchHost(folder: string, found: readonly { readonly host: string }[], host: string | null): string {
  if (found.length === 0 || host === null) return `${folder}: There is no reading of any host in it yet.`;
  const names = found.map(({ host: name }) => name).join(", ");
  return `${folder}: There is no host ${JSON.stringify(host)} in it. The hosts are: ${names}.`;
}
