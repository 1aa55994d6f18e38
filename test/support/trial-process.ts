import { type ChildProcess, spawn } from "node:child_process";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { eventually } from "./eventually.ts";

const program = fileURLToPath(new URL("../../bin/scipy-bot.js", import.meta.url));
/** The first call of a fresh checkout builds the product, which takes a busy machine a minute. */
export const buildAndStartMs = 180_000;

/** `scipy-bot trial` as a process of its own, as a person runs it. */
export interface TrialProcess {
  readonly child: ChildProcess;
  /** The exit code. */
  readonly ended: Promise<number | null>;
  printed(): string;
  /** What the first group of the pattern matches, once it is printed. */
  said(pattern: RegExp): Promise<string>;
}

/** `temporary` is where it may keep files that go when it ends. */
export function startTrialProcess(args: readonly string[], temporary = tmpdir()): TrialProcess {
  const env = { ...process.env, TMPDIR: temporary };
  const child = spawn(process.execPath, [program, "trial", ...args], { stdio: ["ignore", "pipe", "pipe"], env });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      text += chunk.toString();
    });
  }
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  const said = async (pattern: RegExp): Promise<string> => {
    await eventually(() => pattern.test(text), buildAndStartMs);
    return pattern.exec(text)?.[1] ?? "";
  };
  return { child, ended, printed: () => text, said };
}
