import { createSshShells } from "../../src/adapters/ssh/create-ssh-shells.ts";
import { systemClock } from "../../src/adapters/system/clock.ts";
import { matchLines } from "../../src/adapters/system/match-lines.ts";
import type { Daemon } from "../../src/domain/daemon.ts";
import { instant, millis, seconds } from "../../src/domain/time.ts";
import { type Answer, parseAnswer } from "../../src/probe/answer.ts";
import { askDaemons, type Located, locateDaemons } from "../../src/probe/locate-daemons.ts";
import { parseProcesses } from "../../src/probe/processes.ts";
import { probeCommand, probeProgram } from "../../src/probe/program.ts";
import { type Question, renderQuestion } from "../../src/probe/question.ts";
import { readSample } from "../../src/probe/read-sample.ts";
import type { HostShell } from "../../src/services/ports.ts";
import { matchCommands } from "../../src/services/watch/match-commands.ts";
import { familyMs, familyOf, forksSoFar, median, peakBytes } from "./cpu-time.ts";
import type { OwnSshd } from "./sshd.ts";
import { daemonPatterns } from "./ten-daemons.ts";

export interface Measured {
  /** What answered, as it names itself. */
  readonly program: string;
  readonly targetMs: number;
  /** The part of `targetMs` that is not sshd's. */
  readonly probeMs: number;
  readonly childrenMs: number;
  readonly botMs: number;
  readonly forks: number;
  readonly bytes: number;
  readonly peakBytes: number;
  readonly listMs: number;
}

const windows = 12;
const samplesPerWindow = 50;
const lists = 10;
const deadline = seconds(10);

/** Asks as the bot does, as fast as the answers come. Null when this interpreter is not installed. */
export async function measureProbe(sshd: OwnSshd, interpreter: string): Promise<Measured | null> {
  const program = { ...probeProgram, command: probeCommand({ root: "", interpreters: [interpreter] }) };
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const shells = createSshShells({ program, clock: systemClock, chance: Math.random, log });
  const { port, user, keyFile, knownHosts } = sshd;
  const trust = { kind: "known hosts", file: knownHosts } as const;
  const shell = shells.open({
    name: "bench",
    reach: { kind: "ssh", address: "127.0.0.1", port, user, keyFile, trust },
  });
  try {
    return await measure(shell, sshd, interpreter);
  } finally {
    await shells.stop();
  }
}

async function measure(shell: HostShell, sshd: OwnSshd, interpreter: string): Promise<Measured | null> {
  const list = await ask(shell, { verb: "processes" });
  if (list.answer.program !== interpreter) return null;
  const processes = parseProcesses(list.answer);
  const daemons = daemonPatterns.map(aDaemon);
  const matched = await matchCommands(daemons, processes.processes, { matchLines, clock: systemClock });
  const located = locateDaemons(daemons, { list: processes, pidFiles: new Map(), supervised: new Map(), matched });
  if (!located.every((one) => one.kind === "found")) throw new Error("The ten daemons were not found.");
  await takeSamples(shell, located, samplesPerWindow);
  const taken = [];
  for (let window = 0; window < windows; window += 1) taken.push(await takeWindow(shell, sshd, located));
  const probe = familyOf(sshd.pid).find(({ command }) => command !== "sshd");
  return {
    program: list.answer.program,
    targetMs: median(taken.map((one) => one.targetMs)),
    probeMs: median(taken.map((one) => one.probeMs)),
    childrenMs: median(taken.map((one) => one.childrenMs)),
    botMs: median(taken.map((one) => one.botMs)),
    // Others fork on this machine too: what the probe forks it forks in every window, so the quietest one tells.
    forks: Math.min(...taken.map((one) => one.forks)),
    bytes: median(taken.map((one) => one.bytes)),
    peakBytes: probe === undefined ? 0 : peakBytes(probe.pid),
    listMs: await measureLists(shell, sshd),
  };
}

type Window = Pick<Measured, "targetMs" | "probeMs" | "childrenMs" | "botMs" | "forks" | "bytes">;

async function takeWindow(shell: HostShell, sshd: OwnSshd, located: readonly Located[]): Promise<Window> {
  const before = usage(sshd);
  const botBefore = process.cpuUsage();
  const bytes = await takeSamples(shell, located, samplesPerWindow);
  const bot = process.cpuUsage(botBefore);
  const after = usage(sshd);
  const each = (key: "targetMs" | "probeMs" | "childrenMs" | "forks"): number =>
    (after[key] - before[key]) / samplesPerWindow;
  const botMs = (bot.user + bot.system) / 1000 / samplesPerWindow;
  const [targetMs, probeMs, childrenMs, forks] = [each("targetMs"), each("probeMs"), each("childrenMs"), each("forks")];
  return { targetMs, probeMs, childrenMs, forks, botMs, bytes: bytes / samplesPerWindow };
}

/** Forks are read last and first, so that reading the rest costs none in between. */
function usage(sshd: OwnSshd): { targetMs: number; probeMs: number; childrenMs: number; forks: number } {
  const family = familyOf(sshd.pid);
  const probes = family.filter(({ command }) => command !== "sshd");
  const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
  return {
    targetMs: sum(family.map(({ ownMs, childrenMs }) => ownMs + childrenMs)),
    probeMs: sum(probes.map(({ ownMs }) => ownMs)),
    childrenMs: sum(probes.map(({ childrenMs }) => childrenMs)),
    forks: forksSoFar(),
  };
}

/** Returns the bytes that were answered. */
async function takeSamples(shell: HostShell, located: readonly Located[], count: number): Promise<number> {
  const question = askDaemons(located);
  let bytes = 0;
  for (let taken = 0; taken < count; taken += 1) {
    const { answer, text } = await ask(shell, question);
    const sample = readSample({
      host: "bench",
      takenAt: instant(0),
      tookMs: millis(0),
      answer,
      located,
      connections: null,
    });
    if (sample.daemons.some((daemon) => daemon.heapBytes.value === null)) throw new Error("A daemon has no heap.");
    bytes += text.length;
  }
  return bytes;
}

async function measureLists(shell: HostShell, sshd: OwnSshd): Promise<number> {
  const before = familyMs(sshd.pid);
  for (let taken = 0; taken < lists; taken += 1) await ask(shell, { verb: "processes" });
  return (familyMs(sshd.pid) - before) / lists;
}

async function ask(shell: HostShell, question: Question): Promise<{ readonly answer: Answer; readonly text: string }> {
  const id = "benchbench";
  const result = await shell.ask(renderQuestion(id, question), deadline);
  if (!result.ok) throw new Error(`${result.error.reason}: ${result.error.detail}`);
  const answer = parseAnswer(id, result.value);
  if (!answer.ok) throw new Error(`The answer ${answer.error}.`);
  return { answer: answer.value, text: result.value };
}

function aDaemon(pattern: string, index: number): Daemon {
  const find = { by: "command", pattern } as const;
  return { name: `daemon ${index}`, find, ports: [], healthUrl: null, threshold: { kind: "auto" }, restart: null };
}
