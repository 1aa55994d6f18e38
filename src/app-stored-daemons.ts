import { openSqliteReadings, type StoredReadings } from "./adapters/store/open-sqlite-readings.ts";
import type { World } from "./app-world.ts";
import type { Config } from "./config/config.ts";
import { chooseDaemons } from "./domain/command/choose-daemons.ts";
import { fail, type Result } from "./domain/result.ts";

export interface StoredDaemonsRequest {
  readonly config: Config;
  /** A data folder of the bot, which may be running on it. */
  readonly folder: string;
  /** "zope", "web-1/zope", "web-1"; null for all daemons. */
  readonly daemon: string | null;
}

export interface StoredDaemon {
  readonly host: string;
  readonly name: string;
}

type Act<T> = (readings: StoredReadings, daemons: readonly StoredDaemon[]) => Promise<Result<T, string>>;

/** Acts on what a data folder holds of the daemons that are meant. The error says what is wrong and what to do. */
export async function withStoredDaemons<T>(
  { config, folder, daemon }: StoredDaemonsRequest,
  world: Pick<World, "clock" | "log">,
  act: Act<T>,
): Promise<Result<T, string>> {
  const opened = openSqliteReadings(folder, { ...world, keep: config.keep });
  if (!opened.ok) return fail(opened.error.detail);
  const readings = opened.value;
  try {
    const sources = await readings.sources();
    if (!sources.ok) return fail(sources.error.detail);
    const known = sources.value.flatMap(({ host, daemons }) => daemons.map((name) => ({ host, name })));
    if (known.length === 0) return fail(`${folder}: There is no reading of any daemon in it yet.`);
    const chosen = chooseDaemons(daemon === null ? [] : [daemon], known);
    if (chosen.ok) return await act(readings, chosen.value);
    const { sentence, meant } = chosen.error;
    return fail(meant === null ? sentence : `${sentence} Did you mean ${JSON.stringify(meant)}?`);
  } finally {
    await readings.close();
  }
}
