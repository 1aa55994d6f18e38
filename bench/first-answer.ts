import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { botScopes } from "../src/adapters/slack/inspect-slack.ts";
import { createWorkspace } from "../src/trial/workspace.ts";

/**
 * From a clone of this repository to the first answer of the bot: `git clone`, `npm ci`, `npm run trial`, and `/scipy status` asked
 * through the trial's control API, answered with a live reading of this machine. What is cloned is what is committed. npm's
 * cache has to be warm, which it is once this checkout has had its own `npm ci`. Then, in the same clone, what the README has one do with
 * two tokens in hand: `scipy-bot init`, `scipy-bot run`, and `/scipy status` in a workspace that the bot knows nothing of but its address.
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

/** Where a command runs, with what is on its standard input and what is added to its environment. */
export interface Place {
  readonly cwd: string;
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a command to its end; what it printed is in the error when it fails. */
export async function runToEnd(
  command: string,
  args: readonly string[],
  { cwd, input = "", env }: Place,
): Promise<void> {
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, timeout: stepMs });
  child.stdin.end(input);
  const printed = collect(child);
  const [code, signal] = await once(child, "close");
  if (code !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${code ?? signal}:\n${printed()}`);
}

export interface Running {
  /** What the first group of the sign matched: where the workspace answers, say. */
  readonly said: string;
  readonly stop: () => Promise<void>;
}

/** Starts what prints a sign once it is ready; resolves when it has, and ends it with all that it started. */
export async function startAndWait(
  command: string,
  args: readonly string[],
  { cwd, env, sign }: Place & { readonly sign: RegExp },
): Promise<Running> {
  // A group of its own, since npm starts the bot and the bot a daemon.
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, detached: true });
  child.stdin.end();
  const printed = collect(child);
  const ended = once(child, "close").then(() => "ended" as const);
  const stop = async (): Promise<void> => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, "SIGINT");
    await ended;
  };
  const until = performance.now() + stepMs;
  while (!sign.test(printed())) {
    const turn = await Promise.race([ended, pause(askEveryMs)]);
    if (turn === undefined && performance.now() < until) continue;
    await stop();
    throw new Error(`${command} ${args.join(" ")} did not say that it is ready:\n${printed()}`);
  }
  return { said: sign.exec(printed())?.[1] ?? "", stop };
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

type Timed = <Value>(name: string, act: () => Promise<Value>) => Promise<Value>;

async function measure(folder: string): Promise<{ readonly figures: readonly Figure[]; readonly answer: string }> {
  const figures: Figure[] = [];
  const timed: Timed = async (name, act) => {
    const from = performance.now();
    const value = await act();
    figures.push({ name, value: Math.round((performance.now() - from) / 10) / 100, unit: "s" });
    return value;
  };
  const clone = join(folder, "scipy-bot");
  const answer = await timed("from clone to first answer", () => fromClone(clone, timed));
  await timed("from tokens to first answer", () => fromTokens(clone, timed));
  return { figures, answer };
}

async function fromClone(clone: string, timed: Timed): Promise<string> {
  const quietly = ["clone", "--quiet", checkout, clone];
  await timed("git clone", () => runToEnd("git", quietly, { cwd: checkout }));
  await timed("npm ci, warm cache", () => runToEnd("npm", ["ci"], { cwd: clone }));
  const trial = ["run", "trial", "--", "--port", "0"];
  const place = { cwd: clone, sign: /Open {2}(http:\S+)/ };
  const running = await timed("npm run trial, built and ready", () => startAndWait("npm", trial, place));
  try {
    return await timed("/scipy status, asked and answered", () => askForStatus(running.said));
  } finally {
    await running.stop();
  }
}

/** As the README says, but for the clicks that make the app, which no program can time. */
async function fromTokens(clone: string, timed: Timed): Promise<void> {
  const opened = await createWorkspace({ port: 0, scopes: botScopes });
  if (!opened.ok) throw new Error(opened.error.sentence);
  const place = { cwd: clone, env: { SLACK_API_URL: opened.value.apiUrl }, input: "xoxb-trial\nxapp-trial\n" };
  const init = ["scipy-bot", "init", "--tokens-from-stdin", "--channel", "#ops", "--host", "local"];
  try {
    await timed("scipy-bot init, with what doctor says", () => runToEnd("npx", init, place));
    const run = ["scipy-bot", "run"];
    const running = await timed("scipy-bot run, until it is ready", () =>
      startAndWait("npx", run, { ...place, sign: /"ready"/ }),
    );
    try {
      await timed("/scipy status there, asked and answered", () => askForStatus(opened.value.url));
    } finally {
      await running.stop();
    }
  } finally {
    await opened.value.stop();
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
