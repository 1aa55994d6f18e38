import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";

/**
 * From a clone of this repository to the first answer of the bot: `git clone`, `npm ci`, `npm run trial`, and `/scipy status` asked
 * through the trial's control API, answered with a live reading of this machine. What is cloned is what is committed. npm's
 * cache has to be warm, which it is once this checkout has had its own `npm ci`.
 */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: "s";
}

const checkout = fileURLToPath(new URL("..", import.meta.url));
/** More than the whole goal, 90 s, for each step; then something hangs. */
const stepMs = 120_000;
const askEveryMs = 50;

/** Runs a command to its end; what it printed is in the error when it fails. */
export async function runToEnd(command: string, args: readonly string[], cwd: string): Promise<void> {
  const child = spawn(command, args, { cwd, stdio: ["ignore", "pipe", "pipe"], timeout: stepMs });
  const printed = collect(child);
  const [code, signal] = await once(child, "close");
  if (code !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${code ?? signal}:\n${printed()}`);
}

export interface Running {
  /** Where the workspace answers, with "/" at its end. */
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** Starts what prints where the workspace is; resolves when it has, and ends it with all that it started. */
export async function startAndWait(command: string, args: readonly string[], cwd: string): Promise<Running> {
  // A group of its own, since npm starts the bot and the bot a daemon.
  const child = spawn(command, args, { cwd, stdio: ["ignore", "pipe", "pipe"], detached: true });
  const printed = collect(child);
  const ended = once(child, "close").then(() => "ended" as const);
  const stop = async (): Promise<void> => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, "SIGINT");
    await ended;
  };
  const address = /Open {2}(http:\S+)/;
  const until = performance.now() + stepMs;
  while (!address.test(printed())) {
    const turn = await Promise.race([ended, pause(askEveryMs)]);
    if (turn === undefined && performance.now() < until) continue;
    await stop();
    throw new Error(`${command} ${args.join(" ")} did not say where the workspace is:\n${printed()}`);
  }
  return { url: address.exec(printed())?.[1] ?? "", stop };
}

/** Asks and waits for an answer with figures; the "Asking …" before it is none. */
export async function askForStatus(url: string): Promise<string> {
  const body = JSON.stringify({ channel: "C01OPS", user: "U01ALICE", command: "/scipy", text: "status" });
  const headers = { "content-type": "application/json" };
  const until = performance.now() + stepMs;
  const asked = await fetch(`${url}_control/command`, { method: "POST", headers, body });
  const said = await asked.text();
  if (!/"ok": ?true/.test(said)) throw new Error(`the workspace took no command: ${said}`);
  while (performance.now() < until) {
    const text = await (await fetch(`${url}_control/messages/C01OPS`)).text();
    const answer = /local is [^"\\]*load [\d.]+[^"\\]*/.exec(text)?.[0];
    if (answer !== undefined) return answer;
    await pause(askEveryMs);
  }
  throw new Error("the bot gave no answer with figures");
}

function collect(child: ChildProcess): () => string {
  let text = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk: Buffer) => {
      text += chunk.toString();
    });
  return () => text;
}

async function measure(folder: string): Promise<{ readonly figures: readonly Figure[]; readonly answer: string }> {
  const figures: Figure[] = [];
  const timed = async <Value>(name: string, act: () => Promise<Value>): Promise<Value> => {
    const from = performance.now();
    const value = await act();
    figures.push({ name, value: Math.round((performance.now() - from) / 10) / 100, unit: "s" });
    return value;
  };
  const clone = join(folder, "scipy-bot");
  const from = performance.now();
  await timed("git clone", () => runToEnd("git", ["clone", "--quiet", checkout, clone], folder));
  await timed("npm ci, warm cache", () => runToEnd("npm", ["ci"], clone));
  const start = ["run", "trial", "--", "--port", "0"];
  const running = await timed("npm run trial, built and ready", () => startAndWait("npm", start, clone));
  try {
    const answer = await timed("/scipy status, asked and answered", () => askForStatus(running.url));
    const value = Math.round((performance.now() - from) / 10) / 100;
    return { figures: [...figures, { name: "from clone to first answer", value, unit: "s" }], answer };
  } finally {
    await running.stop();
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { json: { type: "boolean", default: false } } });
  const folder = await mkdtemp(join(tmpdir(), "scipy-first-answer-"));
  try {
    const { figures, answer } = await measure(folder);
    const [cpu] = cpus();
    const machine = `${cpus().length} × ${cpu?.model ?? "unknown"}, Node ${process.version}`;
    const lines = figures.map(({ name, value, unit }) => `${name}: ${value} ${unit}`);
    const text = values.json
      ? JSON.stringify({ name: "first-answer", machine, figures, answer })
      : `${machine}\n${lines.join("\n")}\n${answer}`;
    process.stdout.write(`${text}\n`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await main();
