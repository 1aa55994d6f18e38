import { type Call, exitCodes } from "./cli/call.ts";
import { productVersion } from "./config/version.ts";
import { nearest } from "./domain/command/nearest.ts";

interface CliCommand {
  readonly usage: string;
  readonly does: string;
  /** It ends by itself in order at a signal; every other command is simply left. */
  readonly lasts?: true;
  readonly act: (call: Call) => Promise<number>;
}

/** Each command is loaded when it is called: a look from the terminal must not wait for Slack's and the page's code. */
const commands: ReadonlyMap<string, CliCommand> = new Map(
  Object.entries({
    run: {
      usage: "run [--config FILE] [--env-file FILE]",
      does: "the bot, from .env and scipy.yml",
      lasts: true,
      act: async (call) => (await import("./cli/run.ts")).run(call),
    },
    init: {
      usage:
        "init [--channel '#ops'] [--host local]… [--daemon zope=unit:zope.service]… [--tokens-from-stdin] [--keep | --replace]",
      does: "a few questions, then scipy.yml and .env, and what doctor says of them",
      lasts: true,
      act: async (call) => (await import("./cli/init.ts")).init(call),
    },
    trial: {
      usage: "trial [--port 8155] [--config FILE] [--no-demo] [--data DIR]",
      does: "the bot and a Slack workspace of its own on this machine",
      lasts: true,
      act: async (call) => (await import("./cli/trial.ts")).trial(call),
    },
    status: {
      usage: "status [HOST] [--json] [--config FILE]",
      does: "one live reading of every host, without Slack",
      act: async (call) => (await import("./cli/status.ts")).status(call),
    },
    heap: {
      usage: "heap [DAEMON] [--track-record] [--json] [--config FILE] [--env-file FILE]",
      does: "the heap model on the bot's own history: plateau or leak, how high, how soon; or how its forecasts held",
      act: async (call) => (await import("./cli/heap.ts")).heap(call),
    },
    "heap analyze": {
      usage:
        "heap analyze FILE… [--threshold SIZE]… [--ram SIZE] [--earlier FILE]… [--deploy TIME]… [--horizon-days 7] [--json]",
      does: "the same on recorded samples",
      act: async (call) => (await import("./cli/heap-analyze.ts")).heapAnalyze(call),
    },
    check: {
      usage: "check [--json] [--config FILE] [--env-file FILE]",
      does: "every fault of the configuration, with its line",
      act: async (call) => (await import("./cli/check.ts")).check(call),
    },
    doctor: {
      usage: "doctor [--json] [--config FILE] [--env-file FILE]",
      does: "tokens, scopes and channel in Slack; the data folder; reach, host key and clock of every host",
      act: async (call) => (await import("./cli/doctor.ts")).doctor(call),
    },
    replay: {
      usage: "replay FILE… [--config FILE] [--host HOST] [--from TIME] [--to TIME] [--json]",
      does: "recorded samples through diagnosis and alerts: what would have been said, and when",
      act: async (call) => (await import("./cli/replay.ts")).replay(call),
    },
    "host-setup": {
      usage: "host-setup HOST [--print] [--from ADDRESS] [--config FILE]",
      does: "what restarts need on a host, as a script for root there",
      act: async (call) => (await import("./cli/host-setup.ts")).hostSetup(call),
    },
    "audit verify": {
      usage: "audit verify [--data DIR] [--json] [--env-file FILE]",
      does: "whether the record of restarts is whole: the first row that is not, and why",
      act: async (call) => (await import("./cli/audit.ts")).auditVerify(call),
    },
    "audit export": {
      usage: "audit export [--data DIR] [--env-file FILE]",
      does: "the record of restarts as lines of JSON",
      act: async (call) => (await import("./cli/audit.ts")).auditExport(call),
    },
  }),
);

/** Runs one call of the executable; the number is its exit code. */
export async function runCli(call: Omit<Call, "command">): Promise<number> {
  const { word, args } = commandOf(call.args);
  if (["help", "--help", "-h"].includes(word)) {
    call.print(usage());
    return exitCodes.done;
  }
  if (["version", "--version", "-v"].includes(word)) {
    call.print(`${productVersion}\n`);
    return exitCodes.done;
  }
  const command = commands.get(word);
  if (command === undefined) return unknownCommand(call, word);
  if (args.includes("--help") || args.includes("-h")) {
    call.print(`scipy-bot ${command.usage}\n  ${command.does}\n`);
    return exitCodes.done;
  }
  const acting = command.act({ ...call, command: word, args });
  return command.lasts ? acting : Promise.race([acting, call.stopped.then(() => exitCodes.interrupted)]);
}

/** Some commands have two words. */
function commandOf([first = "help", ...rest]: readonly string[]): { word: string; args: readonly string[] } {
  const [second, ...others] = rest;
  const both = `${first} ${second}`;
  if (commands.has(both)) return { word: both, args: others };
  const isHalf = second !== undefined && [...commands.keys()].some((known) => known.startsWith(`${first} `));
  return { word: isHalf && !commands.has(first) ? both : first, args: rest };
}

function unknownCommand(call: Pick<Call, "tell">, word: string): number {
  const meant = nearest(word, [...commands.keys()]);
  const hint = meant === null ? "" : ` Did you mean "${meant}"?`;
  call.tell(`scipy-bot: there is no command ${JSON.stringify(word)}.${hint}\n\n${usage()}`);
  return exitCodes.badConfig;
}

function usage(): string {
  const width = Math.max(...[...commands.values()].map((command) => command.usage.length));
  const lines = [...commands.values()].map((command) => `  ${command.usage.padEnd(width)}  ${command.does}`);
  return `Usage: scipy-bot COMMAND\n\n${lines.join("\n")}\n`;
}
