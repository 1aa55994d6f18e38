import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { fail, type Result, succeed } from "../../src/domain/result.ts";

/** An sshd of the benchmark's own, on loopback, that lets its own key in and nothing else. */
export interface OwnSshd {
  readonly pid: number;
  readonly port: number;
  readonly user: string;
  readonly folder: string;
  readonly keyFile: string;
  readonly knownHosts: string;
  readonly stop: () => Promise<void>;
}

const sshdPath = "/usr/sbin/sshd";
const startWithinMs = 10_000;

/** The error says why there is none. */
export async function startSshd(): Promise<Result<OwnSshd, string>> {
  if (!existsSync(sshdPath)) return fail(`${sshdPath} is not installed`);
  const folder = mkdtempSync(join(tmpdir(), "bench-sshd-"));
  const port = await freePort();
  for (const key of ["host", "client"])
    execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", join(folder, key)]);
  execFileSync("cp", [join(folder, "client.pub"), join(folder, "authorized_keys")]);
  const hostKey = execFileSync("cut", ["-d", " ", "-f", "1,2", join(folder, "host.pub")], { encoding: "utf8" });
  writeFileSync(join(folder, "known_hosts"), `[127.0.0.1]:${port} ${hostKey}`);
  writeFileSync(join(folder, "sshd_config"), config(folder, port));
  if (userInfo().uid === 0) mkdirSync("/run/sshd", { recursive: true });
  const child = spawn(sshdPath, ["-D", "-e", "-f", join(folder, "sshd_config")], { stdio: "ignore" });
  if (!(await accepts(port))) return fail("sshd did not start within 10 s");
  const stop = () => stopSshd(child, folder);
  const [keyFile, knownHosts] = [join(folder, "client"), join(folder, "known_hosts")];
  return succeed({ pid: child.pid ?? 0, port, user: userInfo().username, folder, keyFile, knownHosts, stop });
}

function config(folder: string, port: number): string {
  return `Port ${port}
ListenAddress 127.0.0.1
HostKey ${folder}/host
AuthorizedKeysFile ${folder}/authorized_keys
PidFile none
UsePAM no
StrictModes no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
`;
}

async function stopSshd(child: ChildProcess, folder: string): Promise<void> {
  const closed = new Promise((resolve) => child.once("close", resolve));
  child.kill();
  await closed;
  rmSync(folder, { recursive: true, force: true });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

async function accepts(port: number): Promise<boolean> {
  const giveUpAt = performance.now() + startWithinMs;
  while (performance.now() < giveUpAt) {
    if (await isOpen(port)) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => socket.destroy());
    socket.once("error", () => undefined);
    socket.once("close", (hadError) => resolve(!hadError));
  });
}
