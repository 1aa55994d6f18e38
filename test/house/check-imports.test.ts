import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
import { type Fault, findFaults } from "../../tools/find-faults.ts";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Enough of a sound tree that a planted file has something to import. */
const sound = {
  "domain/host.ts": "export interface Host { readonly name: string }\n",
  "probe/text.ts": 'import type { Host } from "../domain/host.ts";\nexport const text = (host: Host) => host.name;\n',
  "config/config.ts": 'import { z } from "zod";\nexport const schema = z.string();\n',
  "config/load-config.ts":
    'import { readFileSync } from "node:fs";\nimport { schema } from "./config.ts";\nexport const load = () => schema.parse(readFileSync("x", "utf8"));\n',
  "services/ports.ts": "export interface Clock { now(): number }\n",
  "services/watch.ts": 'import { text } from "../probe/text.ts";\nexport const watch = text;\n',
  "adapters/slack/queue.ts":
    'import Bottleneck from "bottleneck";\nimport { App } from "@slack/bolt";\nexport const queue = [App, Bottleneck];\n',
  "adapters/ssh/shell.ts":
    'import { NodeSSH } from "node-ssh";\nimport type { Host } from "../../domain/host.ts";\nexport const shell = (host: Host) => [NodeSSH, host];\n',
  "adapters/local/shell.ts": 'import { spawn } from "node:child_process";\nexport const local = spawn;\n',
  "adapters/http/health.ts": 'import { createServer } from "node:http";\nexport const serve = createServer;\n',
  "adapters/system/log.ts": 'import { pino } from "pino";\nexport const log = pino;\n',
  "trial/server.ts": 'import { Hono } from "hono";\nexport const server = Hono;\n',
  "trial/page/axis.ts": "export const axis = 1;\n",
  "trial/page/chart.ts": 'import { axis } from "./axis.ts";\nexport const chart = axis;\n',
  "app.ts": 'import { load } from "./config/load-config.ts";\nexport const createApp = load;\n',
  "cli/status.ts": 'import { createApp } from "../app.ts";\nexport const status = createApp;\n',
  "main.ts": 'import { status } from "./cli/status.ts";\nstatus(process.env);\n',
} as const;

function plant(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "scipy-imports-"));
  folders.push(folder);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

function faultsWith(planted: Readonly<Record<string, string>>): readonly Fault[] {
  return findFaults(plant({ ...sound, ...planted })).faults;
}

test("a sound tree has no faults, and all its files and imports are seen", () => {
  const findings = findFaults(plant(sound));
  expect(findings).toEqual({ files: 17, modules: 17, imports: 17, faults: [] });
});

describe("an import that the table does not allow is a fault, named by file, line and import", () => {
  const planted: readonly (readonly [path: string, what: string, rule: RegExp])[] = [
    ["domain/bad.ts", "node:fs", /domain imports only the domain/],
    ["domain/bad.ts", "zod", /domain imports only the domain/],
    ["domain/bad.ts", "../services/ports.ts", /domain imports only the domain/],
    ["domain/bad.ts", "../probe/text.ts", /domain imports only the domain/],
    ["probe/bad.ts", "../config/config.ts", /probe imports only itself and the domain/],
    ["probe/bad.ts", "node:os", /probe imports only itself/],
    ["config/bad.ts", "node:fs", /only its loaders/],
    ["config/bad.ts", "../services/ports.ts", /configuration imports config, domain/],
    ["config/load-bad.ts", "node:http", /loader of the configuration/],
    ["config/load-bad.ts", "hono", /loader of the configuration/],
    ["services/bad.ts", "../adapters/system/log.ts", /Services import services, domain, probe and guard/],
    ["services/bad.ts", "node:timers", /Services import/],
    ["services/bad.ts", "pino", /Services import/],
    ["adapters/slack/bad.ts", "../ssh/shell.ts", /never another adapter/],
    ["adapters/slack/bad.ts", "../../services/watch.ts", /imports domain, services\/ports\.ts/],
    ["adapters/slack/bad.ts", "../../probe/text.ts", /adapter slack imports/],
    ["adapters/ssh/bad.ts", "../local/shell.ts", /never another adapter/],
    ["adapters/ssh/bad.ts", "../../probe/text.ts", /adapter ssh imports/],
    ["adapters/ssh/bad.ts", "pino", /adapter ssh imports/],
    ["adapters/ssh/bad.ts", "node:timers/promises", /never a clock/],
    ["adapters/slack/bad.ts", "node:perf_hooks", /never a clock/],
    ["adapters/local/bad.ts", "../../probe/text.ts", /adapter local imports/],
    ["adapters/local/bad.ts", "../../config/config.ts", /adapter local imports/],
    ["adapters/http/bad.ts", "hono", /adapter http imports/],
    ["adapters/system/bad.ts", "zod", /adapter system imports/],
    ["trial/bad.ts", "../adapters/slack/queue.ts", /trial imports domain/],
    ["trial/bad.ts", "./page/chart.ts", /its own folder but the page/],
    ["trial/bad.ts", "pino", /trial imports domain/],
    ["trial/page/bad.ts", "../server.ts", /runs in a browser/],
    ["trial/page/bad.ts", "node:fs", /runs in a browser/],
    ["trial/page/bad.ts", "uplot", /runs in a browser/],
    ["app-bad.ts", "./cli/status.ts", /everything but the program/],
    ["cli/bad.ts", "../adapters/local/shell.ts", /main\.ts, cli\.ts, cli\//],
    ["cli/bad.ts", "zod", /main\.ts, cli\.ts, cli\//],
    ["cli/bad.ts", "node:fs", /main\.ts, cli\.ts, cli\//],
    ["app-bad.ts", "@slack/web-api", /Only adapters\/slack/],
    ["trial/bad.ts", "@slack/types", /Only adapters\/slack/],
    ["app-bad.ts", "node-ssh", /Only adapters\/ssh/],
    ["app-bad.ts", "ssh2", /Only adapters\/ssh/],
    ["app-bad.ts", "bottleneck", /two outgoing queues/],
    ["app-bad.ts", "node:process", /Only main\.ts and the cli/],
    ["adapters/system/bad.ts", "node:process", /Only main\.ts and the cli/],
    ["app-bad.ts", "node:vm", /which is no sandbox/],
    ["trial/bad.ts", "node:vm", /which is no sandbox/],
    ["adapters/system/bad.ts", "node:vm", /which is no sandbox/],
    ["app-bad.ts", "fs", /with their prefix/],
    ["app-bad.ts", "../test/support/clock.ts", /nothing outside of src/],
    ["app-bad.ts", "./config/config.js", /no such file/],
  ];
  test.each(planted)("%s imports %s", (path, what, rule) => {
    const faults = faultsWith({ [path]: `\nimport { x } from "${what}";\nexport const y = x;\n` });
    expect(faults).toEqual([{ path, line: 2, what, rule: expect.stringMatching(rule) }]);
  });
});

describe("no way of importing escapes the table", () => {
  const ways = [
    'import type { A } from "node:fs";\nexport type B = A;',
    'import { type A } from "node:fs";\nexport type B = A;',
    'export type { A } from "node:fs";\nexport const b = 1;',
    'export { a } from "node:fs";\nexport const b = 1;',
    'export * from "node:fs";\nexport const b = 1;',
    'export type A = import("node:fs").Stats;',
    'import "node:fs";\nexport const b = 1;',
    'export const a = import("node:fs");',
    'export const a = require("node:fs");',
  ];
  test.each(ways)("%s", (text) => {
    expect(faultsWith({ "domain/bad.ts": `${text}\n` })).toContainEqual(
      expect.objectContaining({ path: "domain/bad.ts", line: 1, what: "node:fs" }),
    );
  });

  test("an import computed at run time is a fault, since it cannot be checked", () => {
    const faults = faultsWith({ "app-bad.ts": "export const load = (name: string) => import(name);\n" });
    expect(faults).toEqual([expect.objectContaining({ what: "import(…)", rule: expect.stringMatching(/plain text/) })]);
  });

  test("the program may import types of the trial, but none of its code", () => {
    const bad = (kind: string) => faultsWith({ "cli/bad.ts": `${kind} { server } from "../trial/server.ts";\n` });
    expect(bad("import type")).toEqual([]);
    expect(bad("import")).toHaveLength(1);
  });
});

describe("domain and probe know no clock, chance, process or promise", () => {
  const impure: readonly (readonly [name: string, text: string])[] = [
    ["async", "export const f = async () => 1;"],
    ["await", "export const f = await 1;"],
    ["Promise", "export type F = Promise<number>;"],
    ["Date", "export const f = new Date(0);"],
    ["Math.random", "export const f = Math.random();"],
    ["Math.random", 'export const f = Math["random"]();'],
    ["process", "export const f = process.pid;"],
    ["process", "export const f = globalThis.process;"],
    ["setTimeout", "export const f = (g: () => void) => setTimeout(g, 1);"],
    ["performance", "export const f = performance.now();"],
  ];
  test.each(impure)("%s in: %s", (what, text) => {
    for (const folder of ["domain", "probe"]) {
      const faults = faultsWith({ [`${folder}/bad.ts`]: `${text}\n` });
      expect(faults).toContainEqual(expect.objectContaining({ path: `${folder}/bad.ts`, line: 1, what }));
    }
  });

  test("the same words in comments, strings and property names are no fault", () => {
    const text = '// await Date\nexport const f = (x: { process: number }) => [x.process, "Promise", { Date: 1 }];\n';
    expect(faultsWith({ "domain/fine.ts": text })).toEqual([]);
  });

  test("a name that the file declares itself is no fault within its bounds, and one beyond them", () => {
    const own = "export const f = (process: number) => process;\nexport const g = ({ Date }: { Date: 1 }) => Date;\n";
    expect(faultsWith({ "domain/fine.ts": own })).toEqual([]);
    const beyond = "export const f = [1].map((process) => process);\nexport const g = process;\n";
    expect(faultsWith({ "domain/bad.ts": beyond })).toEqual([expect.objectContaining({ line: 2, what: "process" })]);
  });
});

test.each([
  ["services/bad.ts", "setInterval(() => 1, 5)", "setInterval"],
  ["services/bad.ts", "Date.now()", "Date.now"],
  ["services/bad.ts", "Math.random()", "Math.random"],
  ["adapters/slack/bad.ts", "Date.now()", "Date.now"],
  ["adapters/ssh/bad.ts", "setTimeout(() => 1, 5)", "setTimeout"],
  ["adapters/slack/bad.ts", "AbortSignal.timeout(5)", "AbortSignal.timeout"],
  ["services/bad.ts", 'AbortSignal["timeout"](5)', "AbortSignal.timeout"],
  ["services/bad.ts", "globalThis.AbortSignal.timeout(5)", "AbortSignal.timeout"],
  ["adapters/local/bad.ts", "performance.now()", "performance"],
  ["adapters/http/bad.ts", "Math.random()", "Math.random"],
  ["app-bad.ts", "process.env", "process"],
  ["trial/bad.ts", "process.pid", "process"],
])("%s may not say %s", (path, text, what) => {
  expect(faultsWith({ [path]: `export const f = ${text};\n` })).toContainEqual(
    expect.objectContaining({ path, line: 1, what }),
  );
});

test("one file reads what CPU time the process has used, and one stops text that runs too long", () => {
  const reads = 'import { cpuUsage } from "node:process";\nexport const f = cpuUsage;\n';
  expect(faultsWith({ "adapters/system/cpu-time.ts": reads })).toEqual([]);
  const stops = 'import { Script } from "node:vm";\nexport const f = Script;\n';
  expect(faultsWith({ "adapters/system/match-lines.ts": stops })).toEqual([]);
});

test("the adapter of the system reads the clock, sets timers and rolls dice for all others", () => {
  const text = "export const f = [Date.now(), performance.now(), setTimeout(() => 1, 5), Math.random()];\n";
  expect(faultsWith({ "adapters/system/clock.ts": text })).toEqual([]);
});

describe("shape", () => {
  test.each([
    'export { schema } from "./config.ts";\n',
    'export * from "./config.ts";\n',
    'import { schema } from "./config.ts";\nexport { schema };\n',
  ])("a file that only passes on what others export is a barrel: %s", (text) => {
    expect(faultsWith({ "config/index.ts": text })).toEqual([
      expect.objectContaining({ rule: expect.stringMatching(/barrel/) }),
    ]);
  });

  test.each(["domain/utils.ts", "domain/helpers/x.ts", "domain/common.ts", "domain/host-manager.ts"])(
    "%s is named after nothing",
    (path) => {
      expect(faultsWith({ [path]: "export const x = 1;\n" })).toEqual([
        expect.objectContaining({ path, rule: expect.stringMatching(/named after what it holds/) }),
      ]);
    },
  );

  test("a file of 250 lines is allowed, one of 251 is not", () => {
    const lines = (count: number) => "export const x = 1;\n".padEnd(19 + count, "\n");
    expect(faultsWith({ "domain/long.ts": lines(250) })).toEqual([]);
    expect(faultsWith({ "domain/long.ts": lines(251) })).toEqual([expect.objectContaining({ what: "251 lines" })]);
  });

  test("a cycle is told once, with its whole way, also when it is of types alone", () => {
    const faults = faultsWith({
      "domain/a.ts": 'import type { C } from "./c.ts";\nexport type A = C;\n',
      "domain/b.ts": 'import type { A } from "./a.ts";\nexport type B = A;\n',
      "domain/c.ts": 'import type { B } from "./b.ts";\nexport type C = B;\n',
    });
    expect(faults).toEqual([
      expect.objectContaining({ what: "domain/a.ts → domain/c.ts → domain/b.ts → domain/a.ts" }),
    ]);
  });

  test("a file in a place that no row of the table holds is a fault", () => {
    expect(faultsWith({ "stray/x.ts": "export const x = 1;\n" })).toEqual([
      expect.objectContaining({ path: "stray/x.ts", rule: expect.stringMatching(/No row of the table/) }),
    ]);
  });
});

describe("a check that saw nothing fails", () => {
  test("an empty tree is a fault", () => {
    const findings = findFaults(plant({}));
    expect(findings).toMatchObject({ files: 0, modules: 0, faults: [{ what: "0 of 0 files read" }] });
  });

  test("a tree of which fewer than half the files could be read is a fault, and so is each such file", () => {
    const { faults } = findFaults(
      plant({ "domain/a.ts": "export {};\n", "domain/b.js": "export {};\n", "domain/c.ts": "let let = ;\n" }),
    );
    expect(faults.map((fault) => fault.what)).toEqual(
      expect.arrayContaining(["1 of 3 files read", "domain/b.js", "domain/c.ts"]),
    );
  });

  test("the command ends with 1 and prints file, line, import and rule; with 0 on a sound tree", () => {
    const tsx = join(root, "node_modules", "tsx", "dist", "cli.mjs");
    const check = [tsx, join(root, "tools", "check-imports.ts")];
    const bad = plant({ ...sound, "domain/bad.ts": 'import "node:fs";\nexport const x = 1;\n' });
    const { status, stderr } = spawnSync(process.execPath, [...check, bad], { encoding: "utf8" });
    expect(status).toBe(1);
    expect(stderr).toMatch(/domain\/bad\.ts:1: node:fs\n {4}The domain imports only the domain/);
    expect(execFileSync(process.execPath, [...check, plant(sound)], { encoding: "utf8" })).toMatch(/ 0 faults\.\n$/);
    expect(spawnSync(process.execPath, [...check, plant({})]).status).toBe(1);
  });
});

test("the sources of this project keep the table", () => {
  expect(findFaults(join(root, "src")).faults).toEqual([]);
});
