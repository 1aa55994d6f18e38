import { randomBytes } from "node:crypto";

/** Makes every identifier that the workspace hands out. No two are equal within one workspace. */
export interface Ids {
  /** A message's `ts`: seconds with six decimals, strictly increasing, unique over all channels. */
  ts(): string;
  /** An id of Slack's shape: the letter, then ten capital letters and digits. */
  named(letter: "V" | "F"): string;
  /** A random secret that cannot be guessed, for tickets, triggers and response URLs. */
  secret(): string;
  /** A short id for a block or an action whose author gave none. */
  short(): string;
}

export function createIds(now: () => number): Ids {
  let lastMicros = 0;
  return {
    ts() {
      lastMicros = Math.max(now() * 1000, lastMicros + 1);
      const seconds = Math.floor(lastMicros / 1_000_000);
      return `${seconds}.${String(lastMicros % 1_000_000).padStart(6, "0")}`;
    },
    named: (letter) => `${letter}${randomText(10)}`,
    secret: () => randomBytes(16).toString("hex"),
    short: () => randomText(5),
  };
}

function randomText(length: number): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  return [...randomBytes(length)].map((byte) => alphabet[byte % alphabet.length]).join("");
}
