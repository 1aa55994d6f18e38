import { plural } from "../../../domain/diagnosis/phrases.ts";
import type { DaemonStatus, HostStatus } from "../../../domain/status.ts";
import { bold, escapeMrkdwn } from "./escape.ts";

/** More would be longer than the table; the rest stands in the details. */
const notesMax = 8;

/** What the table has no column for, where it matters: connections, and figures that are absent or half blind. */
export function daemonNotes(hosts: readonly HostStatus[]): readonly string[] {
  const daemons = hosts.flatMap((host) => (host.kind === "read" ? host.daemons : []));
  const notes = daemons.map(noteOf).filter((note) => note !== null);
  const rest = notes.length - notesMax;
  return rest > 0 ? [...notes.slice(0, notesMax), `and ${rest} more in the details`] : notes;
}

function noteOf({ figures, thresholdBytes, daemon }: DaemonStatus): string | null {
  const facts = [
    figures.connections.value !== null && daemon.ports.length > 0
      ? plural(figures.connections.value, "connection")
      : null,
    figures.heapBytes.reason !== undefined && figures.state !== "down"
      ? `heap not known, because ${figures.heapBytes.reason}`
      : null,
    figures.heapBytes.value !== null && figures.heapSource === "rss" ? "heap by RSS, blind to swap" : null,
    figures.heapBytes.value !== null && figures.heapSource === "pss" ? "heap by PSS, blind to swap" : null,
    thresholdBytes.value !== null && (figures.heapBytes.value ?? 0) >= thresholdBytes.value
      ? "above its threshold"
      : null,
  ].filter((fact) => fact !== null);
  return facts.length === 0 ? null : `${bold(figures.name)}: ${escapeMrkdwn(facts.join(", "))}`;
}
