import { withAdvice } from "../../../domain/absence-advice.ts";
import { plural } from "../../../domain/diagnosis/phrases.ts";
import type { DaemonStatus, HostStatus, ReadHost } from "../../../domain/status.ts";
import { bold, escapeMrkdwn } from "./escape.ts";

/** More would be longer than the table; the rest stands in the details. */
const notesMax = 8;

/** What the table has no column for, where it matters: connections, and figures that are absent or half blind. */
export function daemonNotes(hosts: readonly HostStatus[]): readonly string[] {
  const notes = hosts.flatMap((host) => (host.kind === "read" ? notesOf(host, hosts.length > 1) : []));
  const rest = notes.length - notesMax;
  return rest > 0 ? [...notes.slice(0, notesMax), `and ${rest} more in the details`] : notes;
}

function notesOf({ host, daemons }: ReadHost, isNamed: boolean): readonly string[] {
  return daemons.flatMap((daemon) => {
    const note = noteOf(daemon);
    const name = isNamed ? `${daemon.figures.name} on ${host}` : daemon.figures.name;
    return note === null ? [] : [`${bold(name)}: ${escapeMrkdwn(note)}`];
  });
}

function noteOf({ figures, daemon }: DaemonStatus): string | null {
  const facts = [
    figures.connections.value !== null && daemon.ports.length > 0
      ? plural(figures.connections.value, "connection")
      : null,
    figures.heapBytes.reason !== undefined && figures.state !== "down"
      ? `heap not known, because ${withAdvice(figures.heapBytes.reason)}`
      : null,
    figures.heapBytes.value !== null && figures.heapSource === "rss" ? "heap by RSS, blind to swap" : null,
  ].filter((fact) => fact !== null);
  return facts.length === 0 ? null : facts.join(", ");
}
