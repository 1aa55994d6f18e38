import { readFileSync } from "node:fs";

/** Whether the process runs; one that has ended and that nobody has waited for yet does not. */
export function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    // It went between one look and the next, or had gone before.
    return false;
  }
}
