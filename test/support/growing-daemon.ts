import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { eventually } from "./eventually.ts";

const mebibyte = 1024 ** 2;

/** Holds as many MiB more as it is told, line by line, and says when it has them. */
const program = `
const held = [];
process.stdin.on("data", (line) => {
  held.length = 0;
  for (let left = Number(line); left > 0; left -= 1) held.push(Buffer.alloc(${mebibyte}, 1));
  process.stdout.write("held\\n");
});
process.stdin.on("end", () => process.exit(0));
process.stdout.write("ready\\n");
`;

/** A process of its own whose heap grows when a test wants it to, found by its pid file. */
export class GrowingDaemon {
  readonly pidFile: string;
  #child: ChildProcess | null = null;

  constructor(pidFile: string) {
    this.pidFile = pidFile;
  }

  /** Its anonymous memory once it idles, in bytes: thresholds are set above that. */
  async start(): Promise<number> {
    const child = spawn(process.execPath, ["-e", program], { stdio: ["pipe", "pipe", "inherit"] });
    this.#child = child;
    await once(child.stdout, "data");
    await writeFile(this.pidFile, `${child.pid}\n`);
    return this.heap();
  }

  get pid(): number {
    if (this.#child?.pid === undefined) throw new Error("the daemon does not run");
    return this.#child.pid;
  }

  async hold(mebibytes: number): Promise<void> {
    const child = this.#child;
    if (child?.stdin == null || child.stdout === null) throw new Error("the daemon does not run");
    const least = this.heap() + (mebibytes - 2) * mebibyte;
    const said = once(child.stdout, "data");
    child.stdin.write(`${mebibytes}\n`);
    await said;
    await eventually(() => this.heap() >= least);
  }

  async stop(): Promise<void> {
    const child = this.#child;
    this.#child = null;
    await rm(this.pidFile, { force: true });
    if (child === null || child.exitCode !== null) return;
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  }

  /** Its anonymous memory now, in bytes. */
  heap(): number {
    const status = readFileSync(`/proc/${this.pid}/status`, "utf8");
    return Number(/^RssAnon:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024;
  }
}
