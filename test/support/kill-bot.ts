import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setPriority } from "node:os";
import type { ChildSetting } from "./restart-child.ts";

/** A bot of the kill matrix in a process of its own. */
export interface KillBot {
  readonly process: ChildProcess;
  readonly isAtWork: Promise<void>;
  /** Nothing is left to do. */
  readonly isOver: Promise<void>;
  readonly closed: Promise<unknown>;
  readonly wasApproved: () => boolean;
}

export function startKillBot(program: string, setting: ChildSetting): KillBot {
  const child = spawn(process.execPath, [program, JSON.stringify(setting)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  // Here events are waited for, and no time counts: tests that run beside this one go first.
  if (child.pid !== undefined) setPriority(child.pid, niceness);
  let text = "";
  const said = (line: string): Promise<void> =>
    new Promise((resolve) => {
      child.stdout.on("data", () => text.includes(`${line}\n`) && resolve());
    });
  child.stdout.on("data", (chunk) => {
    text += String(chunk);
  });
  const closed = once(child, "close");
  return {
    process: child,
    isAtWork: said("at work"),
    isOver: said("over"),
    closed,
    wasApproved: () => text.includes("approved\n"),
  };
}

const niceness = 10;

export function isAlive({ process: { exitCode, signalCode } }: KillBot): boolean {
  return exitCode === null && signalCode === null;
}
