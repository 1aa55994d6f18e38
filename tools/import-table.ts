/** One row of the table: the files it holds, and all that they may import. The first row that holds a file decides. */
export interface Zone {
  readonly name: string;
  /** Paths under `src`; a row matches by the whole path. */
  readonly files: RegExp;
  /** Own files that may be imported, by path under `src`. */
  readonly modules: RegExp;
  /** Own files of which only the types may be imported. */
  readonly types?: RegExp;
  readonly packages: RegExp;
  /** Modules of Node, with their prefix. */
  readonly builtins: RegExp;
  /** Names that the row's files may not mention, in code or in types. */
  readonly forbidden: readonly string[];
  /** What a person who broke the row is told. */
  readonly rule: string;
}

const nothing = /^(?!)/;
const everything = /^/;

const timers = ["setTimeout", "setInterval", "setImmediate", "AbortSignal.timeout"];
const clocksAndChance = ["Date.now", "Math.random", "performance", ...timers];
const impure = ["async", "await", "Promise", "Date", "globalThis", "queueMicrotask", ...clocksAndChance];

export const importTable: readonly Zone[] = [
  {
    name: "domain",
    files: /^domain\//,
    modules: /^domain\//,
    packages: nothing,
    builtins: nothing,
    forbidden: impure,
    rule: "The domain imports only the domain: no package, nothing of Node, no clock, no chance, nothing asynchronous.",
  },
  {
    name: "probe",
    files: /^probe\//,
    modules: /^(probe|domain)\//,
    packages: nothing,
    builtins: nothing,
    forbidden: impure,
    rule: "The probe imports only itself and the domain: no package, nothing of Node, no clock, nothing asynchronous.",
  },
  {
    name: "guard",
    files: /^guard\//,
    modules: /^(guard|domain)\//,
    packages: nothing,
    builtins: nothing,
    forbidden: impure,
    rule: "The guard's protocol imports only itself and the domain: no package, nothing of Node, no clock, nothing asynchronous.",
  },
  {
    name: "loader of the configuration",
    files: /^config\/load-[^/]+\.ts$/,
    modules: /^(config|domain)\//,
    packages: /^(zod|yaml)$/,
    builtins: /^node:(fs|fs\/promises|path|util)$/,
    forbidden: [],
    rule: "A loader of the configuration (config/load-….ts) imports config, domain, zod, yaml, node:fs, node:path and node:util.",
  },
  {
    name: "config",
    files: /^config\//,
    modules: /^(config|domain)\//,
    packages: /^(zod|yaml)$/,
    builtins: nothing,
    forbidden: clocksAndChance,
    rule: "The configuration imports config, domain, zod and yaml; only its loaders (config/load-….ts) read files.",
  },
  {
    name: "services",
    files: /^services\//,
    modules: /^(services|domain|probe|guard)\//,
    packages: nothing,
    builtins: nothing,
    forbidden: clocksAndChance,
    rule: "Services import services, domain, probe and guard; time, chance and the world come through services/ports.ts.",
  },
  adapter("slack", { packages: /^(@slack\/[^/]+|bottleneck)$/ }),
  adapter("ssh", { packages: /^(node-ssh|ssh2|bottleneck)$/ }),
  adapter("local", { packages: nothing }),
  adapter("codes", { packages: /^otpauth$/ }),
  adapter("store", { packages: /^(@photostructure\/sqlite|kysely|pg)$/ }),
  adapter("recordings", { packages: /^csv-parse(\/sync)?$/ }),
  adapter("worker", { packages: nothing }),
  adapter("terminal", { packages: /^@clack\/prompts$/ }),
  adapter("files", { packages: nothing }),
  adapter("pictures", { packages: /^@resvg\/resvg-js$/ }),
  adapter("http", { packages: /^(prom-client|ipaddr\.js)$/ }),
  {
    ...adapter("system", { packages: /^(pino|croner)$/ }),
    builtins: /^node:/,
    forbidden: [],
    rule: "The adapter system imports domain, services/ports.ts, its own folder, pino and croner; it alone reads the clock.",
  },
  {
    name: "page of the trial",
    files: /^trial\/page\//,
    modules: /^trial\/page\//,
    packages: nothing,
    builtins: nothing,
    forbidden: [],
    rule: "The page of the trial runs in a browser: it imports its own folder and nothing else.",
  },
  {
    name: "trial",
    files: /^trial\//,
    modules: /^(domain\/|services\/ports(-[a-z]+)?\.ts$|trial\/(?!page\/))/,
    packages: /^(hono|@hono\/node-server|ws|zod)$/,
    builtins: /^node:/,
    forbidden: [],
    rule: "The trial imports domain, services/ports.ts, its own folder but the page, hono, @hono/node-server, ws and zod.",
  },
  {
    name: "composition root",
    files: /^app(-[^/]+)?\.ts$/,
    modules: /^(?!main\.ts$|cli\.ts$|cli\/)/,
    packages: everything,
    builtins: everything,
    forbidden: [],
    rule: "The composition root (app….ts) imports everything but the program that starts it.",
  },
  {
    name: "program",
    files: /^(main|cli)\.ts$|^cli\//,
    modules: /^(app(-[^/]+)?\.ts$|cli\.ts$|cli\/|config\/|domain\/)/,
    types: /^(services\/ports(-[a-z]+)?\.ts$|trial\/(?!page\/))/,
    packages: nothing,
    builtins: /^node:(util|process)$/,
    forbidden: [],
    rule: "The program (main.ts, cli.ts, cli/) imports app….ts, config, domain, types of the trial, and node:util.",
  },
];

/** A package that has one home, or two where the design says so: it is imported nowhere else. */
export const packageHomes: readonly { readonly package: RegExp; readonly home: RegExp; readonly rule: string }[] = [
  { package: /^@slack\//, home: /^adapters\/slack\//, rule: "Only adapters/slack may know Slack's packages." },
  { package: /^node-ssh$/, home: /^adapters\/ssh\//, rule: "Only adapters/ssh may import node-ssh." },
  { package: /^ssh2$/, home: /^adapters\/ssh\//, rule: "Only adapters/ssh may import ssh2." },
  {
    package: /^bottleneck$/,
    home: /^adapters\/(slack|ssh)\//,
    rule: "Bottleneck belongs to the two outgoing queues, in adapters/slack and adapters/ssh.",
  },
];

/** Files that may mention `process`: the program, the demo daemon and what restarts it, which are programs of their own, and what reads its CPU time. */
export const processHomes =
  /^(main|cli)\.ts$|^cli\/|^trial\/demo-(daemon|control)\.ts$|^adapters\/system\/cpu-time\.ts$/;

/** It runs text under a time limit and fences nothing in: one file knows it, whose text never changes. */
export const vmHome = /^adapters\/system\/match-lines\.ts$/;

/** Words that say nothing about what a file or folder holds. */
export const emptyWords: ReadonlySet<string> = new Set(["util", "utils", "helper", "helpers", "common", "manager"]);

/** A longer file holds more than one idea. */
export const linesMax = 250;

/** Time and chance come to an adapter by the ports, as they come to a service: else no test could turn its clock. */
function adapter(name: string, { packages }: { readonly packages: RegExp }): Zone {
  return {
    name: `adapter ${name}`,
    files: new RegExp(`^adapters/${name}/`),
    modules: new RegExp(`^(domain/|services/ports(-[a-z]+)?\\.ts$|adapters/${name}/)`),
    packages,
    builtins: /^node:(?!timers|perf_hooks)/,
    forbidden: clocksAndChance,
    rule: `The adapter ${name} imports domain, services/ports.ts, its own folder and its own vendor; never another adapter, never a clock.`,
  };
}
