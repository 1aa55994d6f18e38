import type { ChildProcess } from "node:child_process";
import { execFile, spawn } from "node:child_process";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const execute = promisify(execFile);

export interface SshdOptions {
  /** Lines of sshd_config, before the usual ones: sshd takes the first value that it meets. */
  readonly config?: readonly string[];
  /** What stands before the bot's key in authorized_keys, such as "restrict". */
  readonly keyOptions?: string;
  readonly hostKeyKinds?: readonly HostKeyKind[];
  /** A login without rights, as the bot should have: where root runs the test, a user is made for it. */
  readonly unprivileged?: boolean;
}

type HostKeyKind = "ed25519" | "ecdsa" | "rsa";

/** OpenSSH's own server, started by the test in a folder of its own. */
export interface Sshd {
  readonly port: number;
  readonly user: string;
  readonly keyFile: string;
  readonly folder: string;
  /** "ssh-ed25519 AAAA…" of a host key. */
  publicKey(kind: HostKeyKind): Promise<string>;
  /** "SHA256:…" of a host key, as ssh-keygen prints it. */
  fingerprint(kind: HostKeyKind): Promise<string>;
  /** What it wrote to its log. */
  log(): string;
  /** The processes that serve sessions, without the listener. */
  sessions(): Promise<readonly number[]>;
  /** Stops the listener and every session, as a machine that hangs; `thaw` lets them go on. */
  freeze(): Promise<void>;
  thaw(): Promise<void>;
  stop(): Promise<void>;
}

export async function startSshd(options: SshdOptions = {}): Promise<Sshd> {
  const kinds = options.hostKeyKinds ?? ["ed25519"];
  const folder = await mkdtemp(join(tmpdir(), "scipy-sshd-"));
  for (const kind of kinds) await generateKey(join(folder, `host_${kind}`), kind);
  const keyFile = join(folder, "id");
  await generateKey(keyFile, "ed25519");
  const publicKey = await readFile(`${keyFile}.pub`, "utf8");
  await writeFile(join(folder, "authorized_keys"), `${options.keyOptions ?? ""} ${publicKey}`.trimStart());
  const login = await loginFor(options.unprivileged ?? false, folder);
  const { port, daemon, log } = await launchOnFreePort((freed) =>
    writeFile(join(folder, "sshd_config"), configure({ folder, port: freed, kinds, first: options.config ?? [] })).then(
      () => launch(folder),
    ),
  );
  const { stop, ...others } = controls(daemon, folder);
  const stopAll = async () => {
    await stop();
    await login.remove();
  };
  return { port, keyFile, folder, user: login.user, log, ...others, stop: stopAll };
}

async function loginFor(unprivileged: boolean, folder: string): Promise<{ user: string; remove(): Promise<void> }> {
  if (!unprivileged || userInfo().uid !== 0) return { user: userInfo().username, remove: async () => undefined };
  const user = `scipy-test-${process.pid}`;
  // A home that may go with the account: after a run that was killed somebody may clear up by userdel -r.
  await execute("/usr/sbin/useradd", ["-r", "-M", "-d", folder, "-s", "/bin/sh", "-p", "*", user]);
  // Its authorized_keys is read with its own rights.
  await chmod(folder, 0o755);
  return { user, remove: async () => void (await execute("/usr/sbin/userdel", ["-f", user])) };
}

interface Launched {
  readonly port: number;
  readonly daemon: ChildProcess;
  readonly log: () => string;
}

/** sshd cannot choose a port by itself, and the one that is free may be another's by the time it listens: then once more. */
async function launchOnFreePort(launchOn: (port: number) => Promise<ChildProcess>): Promise<Launched> {
  for (let left = launchesMax; ; left -= 1) {
    const port = await freePort();
    const daemon = await launchOn(port);
    let text = "";
    const isUp = new Promise<boolean>((resolve) => {
      daemon.stderr?.on("data", (chunk: Buffer) => {
        text += chunk.toString();
        if (text.includes(`Server listening on 127.0.0.1 port ${port}`)) resolve(true);
      });
      daemon.once("close", () => resolve(false));
    });
    if (await isUp) return { port, daemon, log: () => text };
    if (left === 1) throw new Error(`sshd did not come up: ${text}`);
  }
}

const launchesMax = 3;

function configure({ folder, port, kinds, first }: Layout): string {
  return [
    ...first,
    `Port ${port}`,
    "ListenAddress 127.0.0.1",
    ...kinds.map((kind) => `HostKey ${join(folder, `host_${kind}`)}`),
    `AuthorizedKeysFile ${join(folder, "authorized_keys")}`,
    "PidFile none",
    "UsePAM no",
    // The folder lies under /tmp, which all may write to.
    "StrictModes no",
    "PermitRootLogin prohibit-password",
    "PasswordAuthentication no",
    "LogLevel VERBOSE",
    "",
  ].join("\n");
}

interface Layout {
  readonly folder: string;
  readonly port: number;
  readonly kinds: readonly HostKeyKind[];
  readonly first: readonly string[];
}

/** sshd starts itself anew for each connection, so it must be called by its full path. */
async function launch(folder: string): Promise<ChildProcess> {
  if (userInfo().uid === 0) await mkdir("/run/sshd", { recursive: true });
  return spawn("/usr/sbin/sshd", ["-D", "-e", "-f", join(folder, "sshd_config")], {
    stdio: ["ignore", "ignore", "pipe"],
  });
}

function controls(daemon: ChildProcess, folder: string) {
  const pid = daemon.pid ?? 0;
  const sessions = () => sessionsOf(pid);
  const signalAll = async (signal: NodeJS.Signals) => {
    for (const each of [...(await sessions()), pid]) signalIfThere(each, signal);
  };
  return {
    publicKey: async (kind: HostKeyKind) =>
      (await readFile(join(folder, `host_${kind}.pub`), "utf8")).split(" ").slice(0, 2).join(" "),
    fingerprint: async (kind: HostKeyKind) =>
      (await execute("ssh-keygen", ["-l", "-f", join(folder, `host_${kind}.pub`)])).stdout.split(" ")[1] ?? "",
    sessions,
    freeze: () => signalAll("SIGSTOP"),
    thaw: () => signalAll("SIGCONT"),
    stop: async () => {
      await signalAll("SIGKILL");
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function generateKey(file: string, kind: HostKeyKind): Promise<void> {
  await execute("ssh-keygen", ["-q", "-t", kind, "-N", "", "-C", "", "-f", file]);
}

/** All descendants of the listener that are sshd themselves. */
async function sessionsOf(listener: number): Promise<readonly number[]> {
  const parents = new Map<number, number>();
  for (const name of await readdir("/proc")) {
    const status = /^\d+$/.test(name) ? await readFile(`/proc/${name}/status`, "utf8").catch(() => "") : "";
    const parent = /^Name:\s*sshd[\s\S]*?^PPid:\s*(\d+)/m.exec(status)?.[1];
    if (parent !== undefined) parents.set(Number(name), Number(parent));
  }
  const isBelow = (pid: number): boolean => {
    const parent = parents.get(pid);
    return parent !== undefined && (parent === listener || isBelow(parent));
  };
  return [...parents.keys()].filter(isBelow);
}

export function signalIfThere(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended by itself.
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => void server.close(() => resolve()));
  return port;
}
