import { type Bytes, bytes } from "../domain/bytes.ts";
import { absent, type Figure, known } from "../domain/figure.ts";
import type { CgroupFigures } from "../domain/sample.ts";
import type { Answer } from "./answer.ts";
import { byteFile, countField, linesOf, pressureOf, thenFigure, wholeNumber } from "./fields.ts";

/** Where the memory controller of version 1 is mounted; everything else under /sys/fs/cgroup is version 2. */
export const memoryMount = "/sys/fs/cgroup/memory";

/** A cgroup's figures, or null when none of its memory files can be read. */
export function readCgroup(answer: Answer, directory: string): CgroupFigures | null {
  const stat = linesOf(answer, `${directory}/memory.stat`);
  if (stat.reason !== undefined) return null;
  return isVersionOne(directory) ? readVersionOne(answer, directory) : readVersionTwo(answer, directory);
}

/** The pids that the kernel lists in a cgroup, those of its children not included. */
export function readCgroupPids(answer: Answer, directory: string): Figure<readonly number[]> {
  return thenFigure(linesOf(answer, `${directory}/cgroup.procs`), (lines) =>
    known(lines.flatMap((line) => wholeNumber(line).value ?? [])),
  );
}

/** "/sys/fs/cgroup/system.slice/zope.service" → "/system.slice/zope.service". */
export function cgroupPath(directory: string): string {
  return directory.replace(/^\/sys\/fs\/cgroup(\/(memory|unified)(?=\/|$))?/, "") || "/";
}

function isVersionOne(directory: string): boolean {
  return directory === memoryMount || directory.startsWith(`${memoryMount}/`);
}

/** Documentation/admin-guide/cgroup-v2.rst. */
function readVersionTwo(answer: Answer, directory: string): CgroupFigures {
  const file = (name: string): Figure<readonly string[]> => linesOf(answer, `${directory}/${name}`);
  return {
    path: cgroupPath(directory),
    anonBytes: byteField(file("memory.stat"), "anon"),
    swapBytes: byteFile(file("memory.swap.current")),
    maxBytes: thenFigure(file("memory.max"), ([text]) =>
      text === "max" ? absent("it has no limit") : byteFile(known([text ?? ""])),
    ),
    currentBytes: byteFile(file("memory.current")),
    pressure: pressureOf(file("memory.pressure")),
    limitHits: countField(file("memory.events"), "max", "the field is missing"),
    oomKills: countField(file("memory.events"), "oom_kill", "this kernel does not have it"),
  };
}

/** Documentation/admin-guide/cgroup-v1/memory.rst. Swap is counted only with swapaccount=1. */
function readVersionOne(answer: Answer, directory: string): CgroupFigures {
  const file = (name: string): Figure<readonly string[]> => linesOf(answer, `${directory}/${name}`);
  return {
    path: cgroupPath(directory),
    anonBytes: byteField(file("memory.stat"), "total_rss"),
    swapBytes: byteField(file("memory.stat"), "total_swap"),
    maxBytes: thenFigure(file("memory.limit_in_bytes"), ([text]) => versionOneLimit(text ?? "")),
    currentBytes: byteFile(file("memory.usage_in_bytes")),
    pressure: absent("this kernel does not have it"),
    limitHits: thenFigure(file("memory.failcnt"), ([text]) => wholeNumber(text)),
    oomKills: countField(file("memory.oom_control"), "oom_kill", "this kernel does not have it"),
  };
}

function byteField(lines: Figure<readonly string[]>, name: string): Figure<Bytes> {
  return thenFigure(countField(lines, name, "this kernel does not have it"), (count) => known(bytes(count)));
}

/** No limit is the largest multiple of a page, 9223372036854771712; nobody has half of that. */
function versionOneLimit(text: string): Figure<Bytes> {
  return /^\d{17,20}$/.test(text) ? absent("it has no limit") : byteFile(known([text]));
}
