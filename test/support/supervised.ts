import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eventually } from "./eventually.ts";

/** Debian's supervisord with one program: a server, whose heap is for the test to say. */
export class Supervised {
  readonly folder = mkdtempSync(join(tmpdir(), "scipy-supervised-"));
  readonly name: string;
  #daemon: ChildProcess | null = null;
  #port = 0;

  constructor(name: string) {
    this.name = name;
  }

  get port(): number {
    return this.#port;
  }

  get #conf(): string {
    return `/etc/supervisor/conf.d/${this.name}.conf`;
  }

  async start(): Promise<void> {
    if (spawnSync("supervisorctl", ["pid"]).status === 0 && existsSync("/var/run/supervisor.sock"))
      throw new Error("a supervisord runs on this machine already: this test does not disturb it");
    this.#port = await freePort();
    const server = join(this.folder, "server.cjs");
    writeFileSync(
      server,
      `const kept = require("node:fs").existsSync("${join(this.folder, "big")}") ? Array.from({ length: 60 }, () => Buffer.alloc(1 << 20, 1)) : [];
require("node:net").createServer((socket) => socket.on("error", () => kept.length)).listen(${this.#port}, "127.0.0.1");
`,
    );
    const program = `[program:${this.name}]\ncommand=${process.execPath} ${server}\nautostart=true\nstartsecs=0\n`;
    writeFileSync(this.#conf, program);
    this.#daemon = spawn("supervisord", ["-n", "-c", "/etc/supervisor/supervisord.conf"], { stdio: "ignore" });
    await eventually(() => this.pid() !== null);
  }

  /** A start of it with 60 MiB more than the starts after it: what a restart gives back. */
  async inflate(): Promise<void> {
    writeFileSync(join(this.folder, "big"), "");
    const before = this.pid();
    spawnSync("supervisorctl", ["restart", this.name]);
    await eventually(() => this.pid() !== null && this.pid() !== before);
    await eventually(() => spawnSync("bash", ["-c", `exec 3<>/dev/tcp/127.0.0.1/${this.#port}`]).status === 0);
    rmSync(join(this.folder, "big"));
  }

  /** Null while it does not run. */
  pid(): number | null {
    const said = spawnSync("supervisorctl", ["pid", this.name], { encoding: "utf8" }).stdout.trim();
    return /^[1-9]\d*$/.test(said) ? Number(said) : null;
  }

  async stop(): Promise<void> {
    spawnSync("supervisorctl", ["stop", this.name]);
    const daemon = this.#daemon;
    if (daemon !== null && daemon.exitCode === null) {
      const ended = new Promise((resolve) => daemon.once("close", resolve));
      daemon.kill("SIGTERM");
      await ended;
    }
    rmSync(this.#conf, { force: true });
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return address !== null && typeof address === "object" ? address.port : 0;
}

/** A key pair without a passphrase. */
export function makeKey(file: string): string {
  execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", file]);
  return file;
}
