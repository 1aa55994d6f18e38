import type { SshReach } from "../../domain/host.ts";
import type { Chance, Clock, HostShell, Log, ShellProgram } from "../../services/ports.ts";
import { createGates } from "./gates.ts";
import { HostLink } from "./host-link.ts";
import { KnownHostsFiles } from "./known-hosts-file.ts";
import type { SshLimits } from "./limits.ts";
import { sshLimits } from "./limits.ts";
import { SshHostShell } from "./ssh-host-shell.ts";

export interface SshShells {
  /** A conversation with one host; connects with its first question. */
  open(host: { readonly name: string; readonly reach: SshReach }): HostShell;
  /** Closes every conversation, within 2 s. */
  stop(): Promise<void>;
}

export interface SshShellsOptions {
  readonly program: ShellProgram;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
  readonly limits?: Partial<SshLimits>;
}

/** Conversations with hosts over SSH, which share bounds on how many connect and answer at one time. */
export function createSshShells(options: SshShellsOptions): SshShells {
  const gates = createGates(options);
  const knownHosts = new KnownHostsFiles();
  const limits = { ...sshLimits, ...options.limits };
  const shells = new Set<SshHostShell>();
  const close = (shell: SshHostShell) => {
    shells.delete(shell);
    return shell.close();
  };
  return {
    open: (host) => {
      const link = new HostLink({ ...options, place: host, limits, gates, knownHosts });
      const shell = new SshHostShell({ link, lane: gates.openLane(), clock: options.clock });
      shells.add(shell);
      return { ask: (question, deadline) => shell.ask(question, deadline), close: () => close(shell) };
    },
    stop: async () => {
      await Promise.all([...[...shells].map(close), gates.close()]);
    },
  };
}
