import { type Millis, millis, renderDuration } from "../time.ts";

/** Something that the bot has to do again and again as long as it lives. */
export interface VitalSign {
  readonly name: VitalName;
  /** Since it was done last, or since the bot began to wait for it. */
  readonly ageMs: number;
  readonly limitMs: number;
}

export type VitalName = "poll" | "slack" | "store";

/** A reading of any host comes to its end at least once an interval, whatever comes of it; four of them are no delay. */
export function pollAgeMax(interval: Millis): Millis {
  return millis(Math.max(4 * interval, 120_000));
}

/** Each socket hears from Slack about every half minute. Longer outages of Slack are told by its own status page. */
export const slackAgeMax: Millis = millis(300_000);

/** The store is written with each reading, and at least every five minutes when it tidies up. */
export const storeAgeMax: Millis = millis(900_000);

export function isOverdue({ ageMs, limitMs }: VitalSign): boolean {
  return ageMs > limitMs;
}

const deeds: Readonly<Record<VitalName, string>> = {
  poll: "No reading of any host came to its end",
  slack: "Nothing was heard from Slack",
  store: "Nothing was written to the store",
};

/** "Nothing was heard from Slack for 6 min; at most 5 min are usual." */
export function overdueSentence({ name, ageMs, limitMs }: VitalSign): string {
  return `${deeds[name]} for ${renderDuration(millis(ageMs))}; at most ${renderDuration(millis(limitMs))} are usual.`;
}

/** What has to be there before the bot is of use. */
export interface Readiness {
  readonly slackConnected: boolean;
  readonly firstReading: boolean;
  readonly storeOpen: boolean;
}
