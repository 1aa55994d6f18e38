import { execFile, spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { eventually } from "../../support/eventually.ts";

const execute = promisify(execFile);

/** What a command printed, and how it ended. */
export interface Ran {
  readonly code: number;
  readonly out: string;
}

/** A systemd of its own, in namespaces of its own: what is installed there is gone with it. */
export interface BootedSystemd {
  /** A line of sh, as root, in the place where that systemd runs. */
  sh(line: string): Promise<Ran>;
  /** The same, for what has to succeed: what it printed. */
  must(line: string): Promise<string>;
  stop(): Promise<void>;
}

/**
 * Boots this machine's systemd over this machine's programs. /usr and /etc are written to copies in memory; /home, /opt, /run, /tmp and /var are
 * empty, so that what other tests do to this machine meanwhile is not seen; the checkout stands in /opt/scipy-bot and the Node of the test in /usr/bin/node, as docs/install.md has it.
 *
 * Of the units that a boot would start none is: they would set up this machine anew (sysctl, tmpfiles, udev).
 */
export async function bootSystemd(checkout: string): Promise<BootedSystemd> {
  const namespaces = ["--fork", "--kill-child", "--pid", "--mount", "--mount-proc", "--cgroup", "--uts", "--ipc"];
  const [command = "", ...args] = asRoot(["unshare", ...namespaces, "sh", "-ec", bootScript, "sh", checkout]);
  const child = spawn(command, [...args, process.execPath], { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const sh = async (line: string): Promise<Ran> => {
    const first = await firstProcessOf(child.pid ?? 0);
    if (first === null) throw new Error(`systemd has ended, and said: ${said}`);
    return run(asRoot(["nsenter", "-t", first, "-m", "-p", "-u", "-i", "-C", "sh", "-ec", line]));
  };
  const isUp = async () => child.exitCode !== null || (await sh("systemctl is-system-running")).out === "running\n";
  await eventually(() => isUp().catch(() => false));
  if (child.exitCode !== null) throw new Error(`systemd did not boot: ${said}`);
  const stop = async () => {
    await run(asRoot(["kill", "-KILL", (await firstProcessOf(child.pid ?? 0)) ?? "0"]));
    await ended;
  };
  const must = async (line: string): Promise<string> => {
    const { code, out } = await sh(line);
    if (code !== 0) throw new Error(`${line} ended with ${code}: ${out}`);
    return out;
  };
  return { sh, must, stop };
}

const bootScript = `
mount --make-rprivate /
mount -t tmpfs tmpfs /run
mkdir -p /run/usr/upper /run/usr/work /run/lock /run/systemd/system
mount -t overlay overlay -o lowerdir=/usr,upperdir=/run/usr/upper,workdir=/run/usr/work /usr
cp -a /etc /run/etc && mount --bind /run/etc /etc
mkdir -p /run/checkout && mount --bind "$1" /run/checkout
for folder in home opt tmp var; do mount -t tmpfs -o mode=755 tmpfs /$folder; done
chmod 1777 /tmp
mkdir -p /var/lib /var/log /var/cache /var/spool && mkdir -m 1777 /var/tmp
mkdir /opt/scipy-bot && mount --bind /run/checkout /opt/scipy-bot
[ "$2" = /usr/bin/node ] || { touch /usr/bin/node && mount --bind "$2" /usr/bin/node; }
umount -R -l /sys/fs/cgroup
mount -t cgroup2 cgroup2 /sys/fs/cgroup
ln -s /dev/null /run/systemd/system/sysinit.target
ln -s /dev/null /run/systemd/system/network-online.target
printf '[Unit]\\nDefaultDependencies=no\\nAllowIsolate=yes\\n' >/run/systemd/system/alone.target
mount --make-rshared /
container=unshare exec /lib/systemd/systemd --system --unit=alone.target --show-status=false
`;

/** The process that unshare forked; systemd in time. With sudo there is one more in between. */
async function firstProcessOf(pid: number): Promise<string | null> {
  let found: string | null = null;
  for (let next = String(pid); ; next = found) {
    const children = await readFile(`/proc/${next}/task/${next}/children`, "utf8").catch(() => "");
    const [child] = children.split(" ");
    if (child === undefined || child === "") return found;
    found = child;
    if ((await readFile(`/proc/${found}/comm`, "utf8").catch(() => "")) === "systemd\n") return found;
  }
}

function asRoot(words: readonly string[]): readonly string[] {
  return process.getuid?.() === 0 ? words : ["sudo", "-n", ...words];
}

async function run([command = "", ...args]: readonly string[]): Promise<Ran> {
  try {
    const { stdout, stderr } = await execute(command, args);
    return { code: 0, out: stdout + stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code?: unknown; stdout?: string; stderr?: string };
    return { code: typeof code === "number" ? code : 1, out: `${stdout ?? ""}${stderr ?? ""}` };
  }
}
