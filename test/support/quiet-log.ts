import type { Log } from "../../src/services/ports.ts";

/** A log that tests read instead of people. */
export interface QuietLog extends Log {
  /** "level: message", oldest first. */
  readonly lines: string[];
}

export function quietLog(): QuietLog {
  const lines: string[] = [];
  const write = (level: string) => (message: string) => {
    lines.push(`${level}: ${message}`);
  };
  return { lines, info: write("info"), warn: write("warn"), error: write("error") };
}
