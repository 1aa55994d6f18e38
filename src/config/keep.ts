import { z } from "zod";
import { millis } from "../domain/time.ts";
import type { KeepConfig } from "./config.ts";
import { duration } from "./units.ts";
import { describedAs } from "./values.ts";

export const keepSchema = z
  .strictObject(
    {
      readings: duration({
        min: "1 h",
        max: "30 d",
        says: "Every single reading.",
        example: "2 d",
      }).optional(),
      minutes: duration({
        min: "1 d",
        max: "2 y",
        says: "Least, median and most of each 5 minutes.",
        example: "90 d",
      }).optional(),
      hours: duration({
        min: "7 d",
        max: "10 y",
        says: "Least, median and most of each hour.",
        example: "2 y",
      }).optional(),
    },
    "a mapping with readings, minutes and hours",
  )
  .meta(describedAs("How long figures are kept."));

const day = 86_400_000;

/** A reading of ten daemons has about 2 KB, so that two days of 20 hosts are some 0.5 GB; rolled up it is a twentieth. */
export const usualKeep: KeepConfig = {
  readingsMs: millis(2 * day),
  minutesMs: millis(90 * day),
  hoursMs: millis(2 * 365 * day),
};

export function buildKeep(input: z.output<typeof keepSchema> | undefined): KeepConfig {
  return {
    readingsMs: input?.readings ?? usualKeep.readingsMs,
    minutesMs: input?.minutes ?? usualKeep.minutesMs,
    hoursMs: input?.hours ?? usualKeep.hoursMs,
  };
}
