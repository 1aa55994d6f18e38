import type { FetchFunction } from "@slack/web-api";
import { type Instant, instant } from "../../domain/time.ts";
import type { Clock } from "../../services/ports.ts";

/** Slack's clock, by which messages are found again, as its answers tell it. */
export interface SlackTime {
  /** The same, listening to the answers. */
  listening(fetch: FetchFunction): FetchFunction;
  /** What Slack's clock showed at this time of the bot's. Without an answer yet both count as one. */
  of(at: Instant): Instant;
}

export function createSlackTime(clock: Pick<Clock, "now">): SlackTime {
  let aheadMs = 0;
  return {
    listening: (fetch) => async (url, init) => {
      const response = await fetch(url, init);
      const date = Date.parse(response.headers.get("date") ?? "");
      if (!Number.isNaN(date)) aheadMs = clock.now() - date;
      return response;
    },
    // What lies ahead of the bot's clock was noted before that was set back, and nobody knows by how much.
    of: (at) => instant(at > clock.now() ? clock.now() - aheadMs - hour : at - aheadMs),
  };
}

/** A look-up follows within minutes; so much of a channel is looked through in a few pages. */
const hour = 3_600_000;
