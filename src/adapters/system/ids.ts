import { createHash, randomBytes } from "node:crypto";

/** 12 hexadecimal characters (48 bits) that nobody can guess: enough that a hostile process name cannot forge one. */
export function randomId(): string {
  return randomBytes(6).toString("hex");
}

/** SHA-256 in hexadecimal. */
export function hashText(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}
