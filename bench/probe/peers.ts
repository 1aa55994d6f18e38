import { execFile, execFileSync } from "node:child_process";
import { join } from "node:path";
import { familyMs, forksSoFar, median, readTime } from "./cpu-time.ts";
import type { OwnSshd } from "./sshd.ts";

export interface PeerMeasured {
  readonly name: string;
  readonly targetMs: number | null;
  readonly botMs: number | null;
  readonly forks: number | null;
  readonly bytes: number | null;
  /** Why it was not measured. */
  readonly reason: string | null;
}

const command = "uptime; free; ps aux";
/** Their CPU is counted in ticks of 10 ms, so a sample is the mean of several runs. */
const runsPerWindow = 5;
const connectionWindows = 3;
const ansibleWindows = 1;
const timeout = 30_000;

/** A new connection for each sample, as a script or cron job does. */
export function measureNewConnection(sshd: OwnSshd): Promise<PeerMeasured> {
  const args = ["-F", "none", "-p", `${sshd.port}`, ...sshOptions(sshd), "127.0.0.1", command];
  return measure("new ssh connection with uptime, free, ps", { sshd, file: "ssh", args }, connectionWindows);
}

/** Ansible's raw module over the connection that it keeps open by itself, which is its cheapest way to ask. */
export async function measureAnsible(sshd: OwnSshd): Promise<PeerMeasured> {
  const name = "ansible raw with uptime, free, ps, over its kept connection";
  const control = join(sshd.folder, "mux");
  const kept = ["-F", "none", ...sshOptions(sshd), "-o", "ControlMaster=auto", "-o", "ControlPersist=60s"];
  const args = ["all", "-i", "127.0.0.1,", "-m", "raw", "-a", command, "-e", `ansible_port=${sshd.port}`];
  const env = {
    ...process.env,
    ANSIBLE_SSH_ARGS: [...kept, "-o", `ControlPath=${control}`].join(" "),
    ANSIBLE_HOST_KEY_CHECKING: "True",
    ANSIBLE_LOCAL_TEMP: sshd.folder,
  };
  try {
    await run("ansible", args, env);
    return await measure(name, { sshd, file: "ansible", args, env }, ansibleWindows);
  } catch (error) {
    const reason =
      error instanceof Error && "code" in error && error.code === "ENOENT" ? "it is not installed" : String(error);
    return { name, targetMs: null, botMs: null, forks: null, bytes: null, reason };
  } finally {
    closeKept(control);
  }
}

interface Peer {
  readonly sshd: OwnSshd;
  readonly file: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

async function measure(name: string, peer: Peer, windows: number): Promise<PeerMeasured> {
  const taken: Window[] = [];
  for (let window = 0; window < windows; window += 1) taken.push(await takeWindow(peer));
  const of = (key: keyof Window): number => median(taken.map((one) => one[key]));
  return {
    name,
    targetMs: of("targetMs"),
    botMs: of("botMs"),
    forks: Math.min(...taken.map((one) => one.forks)),
    bytes: of("bytes"),
    reason: null,
  };
}

type Window = Readonly<Record<"targetMs" | "botMs" | "forks" | "bytes", number>>;

async function takeWindow({ sshd, file, args, env }: Peer): Promise<Window> {
  const before = { target: familyMs(sshd.pid), bot: ownChildrenMs() };
  const forks: number[] = [];
  let bytes = 0;
  for (let taken = 0; taken < runsPerWindow; taken += 1) {
    const forksBefore = forksSoFar();
    bytes += (await run(file, args, env ?? process.env)).length;
    forks.push(forksSoFar() - forksBefore);
  }
  return {
    targetMs: (familyMs(sshd.pid) - before.target) / runsPerWindow,
    botMs: (ownChildrenMs() - before.bot) / runsPerWindow,
    // Of both sides and of whoever else works on this machine: an upper bound, exact when it is quiet.
    forks: Math.min(...forks),
    bytes: bytes / runsPerWindow,
  };
}

/** The client's processes are this one's children, and are counted once they have ended. */
function ownChildrenMs(): number {
  return readTime(process.pid)?.childrenMs ?? 0;
}

function run(file: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(file, [...args], { env, timeout, maxBuffer: 16 * 1024 * 1024 }, (error, stdout) => {
      if (error === null) resolve(stdout);
      else reject(error);
    });
  });
}

function sshOptions({ keyFile, knownHosts, user }: OwnSshd): readonly string[] {
  const options = [
    `IdentityFile=${keyFile}`,
    `UserKnownHostsFile=${knownHosts}`,
    `User=${user}`,
    "IdentitiesOnly=yes",
    "BatchMode=yes",
  ];
  return options.flatMap((option) => ["-o", option]);
}

/** Ansible leaves its connection open for a minute; the benchmark leaves nothing. */
function closeKept(control: string): void {
  try {
    execFileSync("ssh", ["-F", "none", "-o", `ControlPath=${control}`, "-O", "exit", "127.0.0.1"], { stdio: "ignore" });
  } catch {
    // It was not open.
  }
}
