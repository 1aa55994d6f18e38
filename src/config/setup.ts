/** What somebody answered who sets the bot up: the least that a `scipy.yml` needs. Texts are as they were given. */
export interface Setup {
  readonly channel: string;
  readonly hosts: readonly SetupHost[];
}

/** `address` null for the machine that the bot runs on. */
export interface SetupHost {
  readonly name: string;
  readonly address: string | null;
  /** Null for the usual ones: the account `scipy`, port 22. */
  readonly user: string | null;
  readonly port: number | null;
  readonly daemons: readonly SetupDaemon[];
}

export interface SetupDaemon {
  readonly name: string;
  readonly by: FindKind;
  /** The unit, path, program or pattern. */
  readonly what: string;
}

/** How a daemon's processes are found; the words of `find` in `scipy.yml`. */
export const findKinds = ["unit", "supervisor", "pid_file", "command", "cgroup"] as const;

export type FindKind = (typeof findKinds)[number];

/** The files for SSH; as `scipy.yml` names them, relative to it or to the home folder by `~/`. */
export interface SetupFiles {
  readonly key: string;
  readonly knownHosts: string;
}

export const usualUser = "scipy";
export const usualFiles: SetupFiles = { key: "~/.ssh/scipy_ed25519", knownHosts: "~/.ssh/known_hosts" };

export function isBySsh(host: SetupHost): boolean {
  return host.address !== null;
}
