import type { LoggedForecast } from "../../src/domain/heap/logged-forecast.ts";
import { fail, type Result, succeed } from "../../src/domain/result.ts";
import type { ForecastOf, ForecastStore } from "../../src/services/ports-forecasts.ts";
import type { StoreFailure } from "../../src/services/ports-store.ts";

/** Forecasts in memory, newest first; or the store's failure. */
export class FakeForecasts implements ForecastStore {
  all: LoggedForecast[] = [];
  failure: StoreFailure | null = null;

  async log(forecast: LoggedForecast): Promise<Result<boolean, StoreFailure>> {
    if (this.failure !== null) return fail(this.failure);
    if (this.all.some((other) => isSame(other, forecast))) return succeed(false);
    this.all.unshift(forecast);
    return succeed(true);
  }

  async settle({ from, to }: Parameters<ForecastStore["settle"]>[0]): Promise<Result<boolean, StoreFailure>> {
    if (this.failure !== null) return fail(this.failure);
    this.all = this.all.map((other) => (isSame(other, from) ? to : other));
    return succeed(true);
  }

  async ofDaemon({ host, daemon }: ForecastOf): Promise<Result<readonly LoggedForecast[], StoreFailure>> {
    if (this.failure !== null) return fail(this.failure);
    return succeed(this.all.filter((forecast) => forecast.host === host && forecast.daemon === daemon));
  }

  async scored(): Promise<Result<readonly LoggedForecast[], StoreFailure>> {
    if (this.failure !== null) return fail(this.failure);
    return succeed(this.all.filter(({ levels }) => levels.day.outcome !== null));
  }
}

function isSame(one: LoggedForecast, other: LoggedForecast): boolean {
  return one.host === other.host && one.daemon === other.daemon && one.slotAt === other.slotAt;
}
