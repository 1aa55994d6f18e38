import { type Logger, LogLevel } from "@slack/bolt";
import type { Log } from "../../services/ports.ts";

/** A line of the SDK may quote a whole payload; its beginning says what happened. */
const charactersMax = 500;

/**
 * What the Slack SDK has to say, in the bot's own log and without secrets. Its debug and info lines are left out: they
 * hold whole payloads.
 */
export function createSdkLog(log: Log, redact: (text: string) => string): Logger {
  const line = (parts: readonly unknown[]) => redact(parts.map(textOf).join(" ")).slice(0, charactersMax);
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: (...parts) => log.warn("slack sdk", { said: line(parts) }),
    error: (...parts) => log.warn("slack sdk", { said: line(parts) }),
    setLevel: () => undefined,
    getLevel: () => LogLevel.WARN,
    setName: () => undefined,
  };
}

function textOf(part: unknown): string {
  if (part instanceof Error) return part.message;
  return typeof part === "string" ? part : (JSON.stringify(part) ?? String(part));
}
