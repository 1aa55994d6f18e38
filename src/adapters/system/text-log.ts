import { printable } from "../../domain/printable.ts";
import type { Log, LogFields } from "../../services/ports.ts";

/** A detail with its advice fits; a hostile text does not fill the screen. */
const fieldMax = 300;

/** Warnings and errors as lines for a person at a terminal: "21:48:07 warning: no answer from a host (host web-1, …)". */
export function createTextLog(tell: (text: string) => void): Log {
  const line = (level: string, message: string, fields: LogFields = {}): void => {
    const told = Object.entries(fields).filter(([, value]) => value !== null && value !== undefined);
    const details = told.map(([name, value]) => `${name} ${printable(String(value), fieldMax)}`).join(", ");
    const time = new Date().toTimeString().slice(0, 8);
    tell(`${time} ${level}: ${message}${details === "" ? "" : ` (${details})`}\n`);
  };
  return {
    info: () => undefined,
    warn: (message, fields) => line("warning", message, fields),
    error: (message, fields) => line("error", message, fields),
  };
}
