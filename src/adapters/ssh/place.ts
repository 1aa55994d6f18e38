import type { HostFailureReason, SshReach } from "../../domain/host.ts";
import { printable } from "../../domain/printable.ts";

/** Whom a failure is about. */
export interface Place {
  readonly name: string;
  readonly reach: SshReach;
}

export interface Explanation {
  readonly reason: HostFailureReason;
  readonly detail: string;
}

/** "web-1 (10.0.0.1:22)" */
export function describePlace({ name, reach }: Place): string {
  return `${name} (${reach.address.includes(":") ? `[${reach.address}]` : reach.address}:${reach.port})`;
}

/** What a foreign error says of itself, fit for a sentence. */
export function describeError(error: unknown): string {
  return printable(error instanceof Error ? error.message : String(error), 200);
}
