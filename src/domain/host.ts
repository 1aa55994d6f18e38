import type { Daemon } from "./daemon.ts";
import type { Instant } from "./time.ts";

/** A machine that is watched. */
export interface Host {
  readonly name: string;
  readonly reach: Reach;
  readonly daemons: readonly Daemon[];
}

export type Reach = { readonly kind: "local" } | SshReach;

export interface SshReach {
  readonly kind: "ssh";
  readonly address: string;
  readonly port: number;
  readonly user: string;
  readonly keyFile: string;
  readonly trust: HostKeyTrust;
}

/** What the host's key is verified against; there is no way to say "do not verify". */
export type HostKeyTrust =
  | { readonly kind: "known hosts"; readonly file: string }
  /** As `ssh-keygen -l` prints it: "SHA256:" and 43 characters of base64. */
  | { readonly kind: "fingerprint"; readonly sha256: string };

/** Why a host gave no reading. */
export type HostFailureReason =
  | "unreachable"
  | "timed out"
  | "auth failed"
  | "key unusable"
  | "host key changed"
  | "host key unknown"
  | "link lost"
  | "too much output"
  | "no probe"
  | "too many channels"
  | "malformed answer"
  | "stopped";

export interface HostFailure {
  readonly reason: HostFailureReason;
  /** What happened, where, and what to do now; one or two sentences for a person. Holds no secret. */
  readonly detail: string;
  /** When the bot tries again, where it is backing off. */
  readonly nextTryAt: Instant | null;
}
