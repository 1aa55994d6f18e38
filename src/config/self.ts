import { z } from "zod";
import { seconds } from "../domain/time.ts";
import type { SelfConfig } from "./config.ts";
import { healthUrlExpected, isHealthUrl } from "./health-url.ts";
import { type FilePlaces, resolveFile } from "./resolve-file.ts";
import { duration } from "./units.ts";
import { describedAs, filePath, portNumber } from "./values.ts";

const heartbeat = z
  .strictObject(
    {
      url: z
        .string(healthUrlExpected)
        .regex(/^https?:\/\//, healthUrlExpected)
        .refine(isHealthUrl, healthUrlExpected)
        .optional()
        .meta(describedAs("An address that is called by POST.", "https://heartbeat.example.org/scipy")),
      file: filePath("the path of a file on this machine")
        .optional()
        .meta(describedAs("A file that is touched; made where there is none.", "/var/lib/scipy/alive")),
      every: duration({ min: "10 s", max: "1 h", says: "How often.", example: "1 min" }).optional(),
    },
    "a mapping with url or file",
  )
  .meta(describedAs("A dead man's switch: a sign of life for as long as the bot does its work."));

export const selfSchema = z
  .strictObject(
    {
      port: portNumber
        .optional()
        .meta(describedAs("The port of /healthz, /readyz and /metrics on 127.0.0.1; none unless said.", 9155)),
      heartbeat: heartbeat.optional(),
      health_every: duration({
        min: "10 s",
        max: "1 h",
        says: "How often the health address of each daemon is called.",
        example: "30 s",
      }).optional(),
    },
    "a mapping with port, heartbeat and health_every",
  )
  .meta(describedAs("How the bot lets itself be watched."));

/** A switch that waits for three signs of life notices a dead bot within some minutes. */
const heartbeatEvery = seconds(60);

/** Two failed calls are a warning: a page that is down is told after about a minute. */
const healthEvery = seconds(30);

export const usualSelf: SelfConfig = { port: null, heartbeat: null, healthEveryMs: healthEvery };

export function buildSelf(input: z.output<typeof selfSchema> | undefined, places: FilePlaces): SelfConfig {
  const beat = input?.heartbeat;
  return {
    port: input?.port ?? usualSelf.port,
    heartbeat:
      beat === undefined
        ? null
        : {
            url: beat.url ?? null,
            file: beat.file === undefined ? null : resolveFile(beat.file, places),
            everyMs: beat.every ?? heartbeatEvery,
          },
    healthEveryMs: input?.health_every ?? healthEvery,
  };
}
