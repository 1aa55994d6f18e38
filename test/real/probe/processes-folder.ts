import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** A process as its files in /proc tell of it; what is left out is plain. */
export interface WrittenProcess {
  readonly pid: number;
  readonly name?: string | Buffer;
  readonly state?: string;
  readonly cmdline?: string | Buffer;
  readonly cgroup?: string;
}

/** Writes the files that a list of processes is made of, below `root`. */
export async function writeProcess(root: string, process: WrittenProcess): Promise<void> {
  const {
    pid,
    name = "python3",
    state = "S",
    cmdline = "/usr/bin/python3\0",
    cgroup = "0::/system.slice/a.service\n",
  } = process;
  const folder = join(root, "proc", String(pid));
  await mkdir(folder, { recursive: true });
  const stat = [Buffer.from(`${pid} (`), Buffer.from(name), Buffer.from(`) ${state}${statTail}`)];
  await writeFile(join(folder, "stat"), Buffer.concat(stat));
  await writeFile(join(folder, "cmdline"), cmdline);
  await writeFile(join(folder, "cgroup"), cgroup);
}

const statTail =
  " 1 7 7 0 -1 4194560 26270 1374474 83 2231 71 169 4138 1518 20 0 1 0 4711 170622976 3314 18446744073709551615 1 1 0 0 0 0 671173123 4096 1260 0 0 0 17 3 0 0 0 0 0 0 0 0 0 0 0 0 0\n";
