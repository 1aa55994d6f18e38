import { randomBytes } from "node:crypto";

/** 12 hexadecimal characters (48 bits) that nobody can guess: enough that a hostile process name cannot forge one. */
export function randomId(): string {
  return randomBytes(6).toString("hex");
}
