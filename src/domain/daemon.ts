import type { Bytes } from "./bytes.ts";
import type { Deploy } from "./deploy.ts";
import type { Millis } from "./time.ts";

/** A long-lived process group that is restarted as one. */
export interface Daemon {
  readonly name: string;
  readonly find: DaemonFinder;
  /** TCP ports whose established connections are counted as the daemon's. */
  readonly ports: readonly number[];
  readonly healthUrl: string | null;
  readonly threshold: Threshold;
  /** How it is restarted; null when the bot may never ask for it. */
  readonly restart: RestartMethod | null;
  /** Replicas of one pool serve the same: they are never restarted together. Null or left out for one that stands alone. */
  readonly pool?: string | null;
  /** What differs from the usual rules for whoever decides on its restart. */
  readonly approval?: ApprovalRules;
  /** What the configuration says of its releases, in any order; some may be yet to come. */
  readonly deploys?: readonly Deploy[];
  /** What lets it end its work before it is restarted. */
  readonly drain?: Drain;
}

/** What is left out is as everywhere. */
export interface ApprovalRules {
  readonly quorum?: number;
  readonly users?: readonly string[];
  readonly groups?: readonly string[];
  readonly code?: boolean;
}

export interface Drain {
  readonly argv: readonly string[];
  /** At most so long is waited until nobody is connected any more. */
  readonly withinMs: Millis;
}

/** How the daemon's processes are found on the host. */
export type DaemonFinder =
  | { readonly by: "unit"; readonly unit: string }
  | { readonly by: "cgroup"; readonly path: string }
  | { readonly by: "pid file"; readonly path: string }
  | { readonly by: "supervisor"; readonly program: string }
  /** A JavaScript regular expression matched against the command line, arguments joined by single spaces. */
  | { readonly by: "command"; readonly pattern: string };

/** "unit zope.service": how a daemon is looked for, in words. */
export function finderPhrase(find: DaemonFinder): string {
  switch (find.by) {
    case "unit":
      return `unit ${find.unit}`;
    case "cgroup":
      return `cgroup ${find.path}`;
    case "pid file":
      return `pid file ${find.path}`;
    case "supervisor":
      return `supervisor program ${find.program}`;
    case "command":
      return `command pattern ${find.pattern}`;
  }
}

/** The limit set on a daemon's heap. `auto` is measured from history and is unknown until there is enough of it. */
export type Threshold =
  | { readonly kind: "size"; readonly bytes: Bytes }
  | { readonly kind: "share"; readonly ratio: number }
  | { readonly kind: "auto" };

export type RestartMethod =
  | { readonly by: "systemd"; readonly unit: string }
  | { readonly by: "supervisor"; readonly program: string }
  | { readonly by: "runit"; readonly service: string }
  | { readonly by: "sysv"; readonly script: string }
  | { readonly by: "monit"; readonly service: string }
  | { readonly by: "argv"; readonly argv: readonly string[] };
