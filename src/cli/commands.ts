import type { Call } from "./call.ts";

/** A command of the executable: what its help says, and what it does. */
export interface CliCommand {
  readonly group: "to begin" | "to look" | "to look after";
  /** One line of the list of commands. */
  readonly does: string;
  /** What it is given beside its options: "FILE…"; "" for nothing. */
  readonly takes: string;
  /** In the order of the help; "--threshold SIZE…" may be given more than once. */
  readonly options: Readonly<Record<string, string>>;
  readonly example: string;
  /** It ends by itself in order at a signal; every other command is simply left. */
  readonly lasts?: true;
  /** Loaded when it is called: a look from the terminal must not wait for Slack's and the page's code. */
  readonly act: (call: Call) => Promise<number>;
}

const config = { "--config FILE": "the configuration; scipy.yml of this folder without it" };
const envFile = { "--env-file FILE": "tokens and secrets; .env of this folder without it" };
const data = { "--data DIR": "the bot's data folder; that of .env without it" };
const json = { "--json": "JSON on standard output, for scripts" };

/** Every command, in the order of the help. Some have two words. */
export const commands: ReadonlyMap<string, CliCommand> = new Map(
  Object.entries<CliCommand>({
    trial: {
      group: "to begin",
      does: "the bot and a Slack workspace of its own on this machine",
      takes: "",
      options: {
        "--port NUMBER": "where its page is; 8155 without it, 0 for any that is free",
        "--no-demo": "without the demo daemon",
        "--data DIR": "keeps what the bot decides; thrown away without it",
        "--config FILE": "your own hosts instead of this machine and the demo daemon",
      },
      example: "scipy-bot trial --port 8080",
      lasts: true,
      act: async (call) => (await import("./trial.ts")).trial(call),
    },
    init: {
      group: "to begin",
      does: "a few questions, then scipy.yml and .env, and what doctor says",
      takes: "",
      options: {
        "--channel NAME": 'where the bot speaks: "#ops" or an id',
        "--host HOST…": "local, or [NAME=][USER@]ADDRESS[:PORT]",
        "--daemon DAEMON…": "[HOST/]NAME=KIND:WHAT, as zope=unit:zope.service",
        "--key FILE": "the key for SSH",
        "--known-hosts FILE": "the hosts' own keys",
        "--tokens-from-stdin": "both tokens, one on each line, in any order",
        "--keep": "files that are there stay as they are",
        "--replace": "they are replaced, and kept under other names",
        "--config FILE": "writes this file instead of scipy.yml",
        "--env-file FILE": "writes this file instead of .env",
      },
      example: "scipy-bot init --channel '#ops' --host local",
      lasts: true,
      act: async (call) => (await import("./init.ts")).init(call),
    },
    run: {
      group: "to begin",
      does: "the bot, from .env and scipy.yml",
      takes: "",
      options: { ...config, ...envFile },
      example: "scipy-bot run",
      lasts: true,
      act: async (call) => (await import("./run.ts")).run(call),
    },
    status: {
      group: "to look",
      does: "one live reading of every host, without Slack",
      takes: "[HOST]",
      options: { ...json, ...config },
      example: "scipy-bot status web-1",
      act: async (call) => (await import("./status.ts")).status(call),
    },
    heap: {
      group: "to look",
      does: "plateau or leak, how high, how soon, by the bot's own history",
      takes: "[DAEMON]",
      options: {
        "--track-record": "how often the forecasts held, instead",
        ...json,
        ...config,
        ...envFile,
      },
      example: "scipy-bot heap web-1/zope",
      act: async (call) => (await import("./heap.ts")).heap(call),
    },
    "heap analyze": {
      group: "to look",
      does: "the heap model on recorded samples, without a bot",
      takes: "FILE…",
      options: {
        "--threshold SIZE…": "a heap that must not be reached, as 3.5GiB",
        "--ram SIZE": "the host's memory, which the heap is held against",
        "--earlier FILE…": "the daemon's recording before its last restart",
        "--deploy TIME…": "another release since: a date, or as in t_seconds",
        "--horizon-days NUMBER": "how far the verdict looks; 7 without it",
        ...json,
      },
      example: "scipy-bot heap analyze zope.csv --threshold 3.5GiB",
      act: async (call) => (await import("./heap-analyze.ts")).heapAnalyze(call),
    },
    replay: {
      group: "to look",
      does: "recorded samples through the alerts: what would have been said",
      takes: "FILE…",
      options: {
        "--host HOST": "the host to replay; needed where the recording has several",
        "--from TIME": "from there: 2026-10-01, 2026-10-01T14:00Z, or as in t_seconds",
        "--to TIME": "until there",
        ...json,
        ...config,
      },
      example: "scipy-bot replay data --host web-1 --config tried.yml",
      act: async (call) => (await import("./replay.ts")).replay(call),
    },
    check: {
      group: "to look after",
      does: "every fault of the configuration, with its line",
      takes: "",
      options: { ...json, ...config, ...envFile },
      example: "scipy-bot check",
      act: async (call) => (await import("./check.ts")).check(call),
    },
    doctor: {
      group: "to look after",
      does: "Slack and data; reach, key and clock of every host",
      takes: "",
      options: { ...json, ...config, ...envFile },
      example: "scipy-bot doctor",
      act: async (call) => (await import("./doctor.ts")).doctor(call),
    },
    "host-setup": {
      group: "to look after",
      does: "what restarts need on a host, as a script for root there",
      takes: "HOST",
      options: {
        "--print": "the script itself, on standard output",
        "--from ADDRESS": "what the bot connects from: its key is good from there alone",
        ...config,
      },
      example: "scipy-bot host-setup web-1 --print",
      act: async (call) => (await import("./host-setup.ts")).hostSetup(call),
    },
    "audit verify": {
      group: "to look after",
      does: "whether the record of restarts is whole, or its first bad row",
      takes: "",
      options: { ...data, ...json, ...envFile },
      example: "scipy-bot audit verify",
      act: async (call) => (await import("./audit.ts")).auditVerify(call),
    },
    "audit export": {
      group: "to look after",
      does: "the record of restarts as lines of JSON",
      takes: "",
      options: { ...data, ...json, ...envFile },
      example: "scipy-bot audit export > audit.jsonl",
      act: async (call) => (await import("./audit.ts")).auditExport(call),
    },
  }),
);
