import { z } from "zod";
import type { DigestConfig } from "./config.ts";
import { describedAs, matching } from "./values.ts";

/** In the order in which cron counts them. */
const days = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"] as const;

const at = matching(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day: "09:00"');

export const digestSchema = z
  .union(
    [
      z.literal("off"),
      z.strictObject({
        day: z
          .enum([...days, "daily"], "a day of the week, or daily")
          .default("monday")
          .meta(describedAs("The day of the week, or daily.", "monday")),
        at: at.default("09:00").meta(describedAs("The time of day, in the time zone of zone.", "09:00")),
      }),
    ],
    "off, or a mapping with day and at",
  )
  .meta(describedAs("When the bot sums up what happened; off for never."));

type DigestInput = z.output<typeof digestSchema>;

/** Monday at nine unless the file says otherwise: the week's work is planned then. */
export const usualDigest: DigestConfig = { cron: "0 9 * * 1" };

export function buildDigest(input: DigestInput | undefined): DigestConfig | null {
  if (input === undefined) return usualDigest;
  if (input === "off") return null;
  const [hour, minute] = input.at.split(":").map(Number);
  const day = input.day === "daily" ? "*" : days.indexOf(input.day);
  return { cron: `${minute} ${hour} * * ${day}` };
}
