import type { ContextBlock } from "@slack/types";
import { plural } from "../../../domain/diagnosis/phrases.ts";
import type { HostStatus, ReadHost } from "../../../domain/status.ts";
import { type Instant, instant, seconds } from "../../../domain/time.ts";
import { context } from "./blocks.ts";
import { age, dateToken } from "./phrases.ts";

/** Younger figures are as old as the answer itself, and "live" would be untrue as soon as somebody scrolls back to it. */
const worthSaying = seconds(5);

/** Of when the figures are, and how long the hosts took; nothing while none has answered. */
export function figuresNote(hosts: readonly HostStatus[], now: Instant): readonly ContextBlock[] {
  const read = hosts.filter((host): host is ReadHost => host.kind === "read");
  if (read.length === 0) return [];
  const times = read.map(({ sample }) => sample.takenAt);
  const oldest = instant(Math.min(...times));
  const slowest = Math.round(Math.max(...read.map(({ sample }) => sample.tookMs)));
  const took =
    read.length === 1 ? `read in ${slowest} ms` : `${plural(read.length, "host")} read, the slowest in ${slowest} ms`;
  const old = now - oldest < worthSaying ? "" : `, ${age(oldest, now)} when this was written`;
  return [context(`Figures of ${dateToken(oldest, "{time_secs}")}${old} · ${took}`)];
}
