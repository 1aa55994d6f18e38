import { pino } from "pino";
import type { Log } from "../../services/ports.ts";

export type LogLevel = "info" | "warn" | "error" | "silent";

/**
 * JSON lines on standard error, one record a line whatever the texts hold. Fields are plain values by type, so that no
 * object with a secret inside can be passed.
 */
export function createLog(level: LogLevel): Log {
  const logger = pino({ level, base: { name: "scipy-bot" } }, pino.destination({ fd: 2, sync: true }));
  return {
    info: (message, fields) => logger.info(fields ?? {}, message),
    warn: (message, fields) => logger.warn(fields ?? {}, message),
    error: (message, fields) => logger.error(fields ?? {}, message),
  };
}
