import type { Daemon } from "./daemon.ts";
import type { Instant } from "./time.ts";

/** A machine that is watched. */
export interface Host {
  readonly name: string;
  readonly reach: Reach;
  readonly daemons: readonly Daemon[];
  /** How restarts get there; left out: as the probe does, with plain commands. */
  readonly restartBy?: RestartAccess;
}

export interface RestartAccess {
  /** Through the guard on the host, which restarts a generation once and nothing that its own list does not name. */
  readonly guard: boolean;
  /** Plain commands begin with `sudo -n`. */
  readonly sudo: boolean;
  /** Null: the probe's own. */
  readonly user: string | null;
  readonly keyFile: string | null;
}

export const plainAccess: RestartAccess = { guard: false, sudo: false, user: null, keyFile: null };

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
