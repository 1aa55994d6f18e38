import type { LoggedForecast } from "../domain/heap/logged-forecast.ts";
import type { Result } from "../domain/result.ts";
import type { StoreFailure } from "./ports-store.ts";

/** What was foretold of heaps, and what came of it. */
export interface ForecastStore {
  /** False where the daemon has one in this slot already: that one stays. */
  log(forecast: LoggedForecast): Promise<Result<boolean, StoreFailure>>;
  /**
   * Keeps what came of a forecast, where it is still the one that was read; false where another bot was faster, and nothing
   * has changed. Both score the same history by the same rules, so nothing is lost.
   */
  settle(change: {
    readonly from: LoggedForecast;
    readonly to: LoggedForecast;
  }): Promise<Result<boolean, StoreFailure>>;
  /** Of a daemon, all that are kept, newest first: `forecastsKeptMs` of them. */
  ofDaemon(of: ForecastOf): Promise<Result<readonly LoggedForecast[], StoreFailure>>;
  /** Of all daemons, those of which something is known, newest first and at most `pooledForecastsMax`. */
  scored(): Promise<Result<readonly LoggedForecast[], StoreFailure>>;
}

export interface ForecastOf {
  readonly host: string;
  readonly daemon: string;
}

/** Four a day: 240 of a daemon, of about 600 bytes each. In milliseconds. */
export const forecastsKeptMs = 60 * 86_400_000;
/** Enough for a quantile that single daemons do not move, and read within milliseconds. */
export const pooledForecastsMax = 400;
