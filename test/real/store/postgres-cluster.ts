import { spawnSync } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Secret } from "../../../src/domain/secret.ts";

/** A PostgreSQL of its own in a temporary folder, on a socket there and on no port. */
export interface Cluster {
  readonly url: (database?: string) => Secret;
  readonly start: () => void;
  /** As a crash: without a word to its clients. */
  readonly kill: () => void;
  readonly newDatabase: (name: string) => void;
  readonly remove: () => void;
}

/** PostgreSQL refuses to run as root: where the tests do, it runs as the user of its package, or as nobody. */
export function newCluster({ connectionsMax = 20 }: { readonly connectionsMax?: number } = {}): Cluster {
  const folder = mkdtempSync(join(tmpdir(), "scipy-pg-"));
  const user = unprivileged();
  if (user !== null) chownSync(folder, user.uid, user.gid);
  const data = join(folder, "data");
  const run = (program: string, ...args: readonly string[]): void => {
    const done = spawnSync(programPath(program), args, {
      ...user,
      cwd: folder,
      encoding: "utf8",
      stdio: ["ignore", "ignore", "pipe"],
    });
    if (done.status !== 0) throw new Error(`${program} ended with ${done.status ?? done.error}: ${done.stderr}`);
  };
  run("initdb", "-D", data, "-U", "bot", "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C");
  // Nothing here has to outlive the machine, and a server that starts after a crash syncs every file otherwise.
  const options = `-c fsync=off -c listen_addresses='' -c unix_socket_directories='${folder}' -c max_connections=${connectionsMax}`;
  const log = join(folder, "log");
  const start = (): void => run("pg_ctl", "-D", data, "-w", "-l", log, "-o", options, "start");
  start();
  return {
    url: (database = "postgres") =>
      new Secret(`postgres://bot:s3cret-canary@/${database}?host=${encodeURIComponent(folder)}`),
    start,
    kill: () => run("pg_ctl", "-D", data, "-w", "-m", "immediate", "stop"),
    newDatabase: (name) => run("createdb", "-h", folder, "-U", "bot", name),
    remove() {
      spawnSync(programPath("pg_ctl"), ["-D", data, "-m", "immediate", "-w", "stop"], {
        ...user,
        cwd: folder,
        stdio: "ignore",
      });
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function unprivileged(): { readonly uid: number; readonly gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const entry = readFileSync("/etc/passwd", "utf8").match(/^(?:postgres|nobody):[^:]*:(\d+):(\d+):/m);
  return { uid: Number(entry?.[1] ?? 65_534), gid: Number(entry?.[2] ?? 65_534) };
}

/** Debian keeps the server's programs off the PATH, by version. */
function programPath(program: string): string {
  const root = "/usr/lib/postgresql";
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : [];
  return versions.map((version) => join(root, version, "bin", program)).find((path) => existsSync(path)) ?? program;
}
