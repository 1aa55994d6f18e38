import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

/** Points of a restart that are reached on the host, by the command itself, with the file that says so. */
export const hostPoints: Readonly<Record<string, string>> = {
  "the command begins": "begins",
  "the old process has ended": "ended",
  "the new process runs": "runs",
};

const lookEveryMs = 20;

/** A daemon on this machine, whose restart stops at a file where the test wants it to. */
export class Stage {
  readonly folder = mkdtempSync(join(tmpdir(), "scipy-kill-restart-"));
  readonly pidFile = join(this.folder, "pid");
  readonly control = join(this.folder, "control.sh");

  constructor() {
    writeFileSync(this.control, controlIn(this.folder, this.pidFile));
    chmodSync(this.control, 0o755);
    spawnSync(this.control);
    for (const name of ["starts", ...Object.values(hostPoints)]) rmSync(join(this.folder, name), { force: true });
  }

  /** How often the command was begun. */
  starts(): number {
    const file = join(this.folder, "starts");
    return existsSync(file) ? readFileSync(file, "utf8").trimEnd().split("\n").length : 0;
  }

  /** The command is to wait where it comes to the point. */
  hold(point: string): void {
    writeFileSync(this.#holdOf(point), "");
  }

  goOn(point: string): void {
    rmSync(this.#holdOf(point), { force: true });
  }

  /** True once the command is at the point, false when `isOver` says that nobody waits for it any more. */
  async reached(point: string, isOver: () => boolean): Promise<boolean> {
    const file = join(this.folder, hostPoints[point] ?? "");
    while (!existsSync(file)) {
      if (isOver()) return false;
      await pause(lookEveryMs);
    }
    return true;
  }

  remove(): void {
    spawnSync("kill", [readFileSync(this.pidFile, "utf8").trim()]);
    rmSync(this.folder, { recursive: true, force: true });
  }

  #holdOf(point: string): string {
    return join(this.folder, `hold ${hostPoints[point]}`);
  }
}

function controlIn(folder: string, pidFile: string): string {
  const at = (point: string): string => {
    const name = hostPoints[point];
    return `touch '${folder}/${name}'; n=0; while [ -e '${folder}/hold ${name}' ] && [ $n -lt 400 ]; do sleep 0.05; n=$((n + 1)); done`;
  };
  return `#!/bin/sh
echo run >>${folder}/starts
${at("the command begins")}
old=$(cat ${pidFile} 2>/dev/null); [ -z "$old" ] || kill "$old" 2>/dev/null
${at("the old process has ended")}
sleep 600 >/dev/null 2>&1 </dev/null & echo $! >${pidFile}
${at("the new process runs")}
echo restarted
`;
}
