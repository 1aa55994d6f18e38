import { readdirSync } from "node:fs";
import { isBuiltin } from "node:module";
import { join, posix } from "node:path";
import { emptyWords, importTable, linesMax, packageHomes, processHomes, vmHome, type Zone } from "./import-table.ts";
import { type Import, readModule, type SourceModule } from "./read-module.ts";

export interface Findings {
  /** All files that hold code. */
  readonly files: number;
  /** Those that could be read; `faults` names the others. */
  readonly modules: number;
  readonly imports: number;
  readonly faults: readonly Fault[];
}

export interface Fault {
  /** Under the folder checked. Empty when the fault is of the whole tree. */
  readonly path: string;
  readonly line: number;
  /** The import or name that breaks the rule. */
  readonly what: string;
  readonly rule: string;
}

/** Holds every file under the folder against the table. Finding too little to look at is a fault too. */
export function findFaults(folder: string): Findings {
  const paths = codeFiles(folder);
  const modules = paths
    .filter((path) => path.endsWith(".ts"))
    .map((path) => readModule(join(folder, path), path))
    .filter((module) => module.unreadable === null);
  const known = new Set(paths);
  const faults = [
    ...tooFew(paths.length, modules.length),
    ...paths.filter((path) => !modules.some((module) => module.path === path)).map(unread),
    ...modules.flatMap((module) => [...shapeFaults(module), ...importFaults(module, known), ...nameFaults(module)]),
    ...cycles(modules),
  ];
  const imports = modules.reduce((sum, module) => sum + module.imports.length, 0);
  return { files: paths.length, modules: modules.length, imports, faults };
}

function codeFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.[cm]?[jt]sx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length).replaceAll("\\", "/").replace(/^\/+/, ""))
    .sort();
}

/** A check that sees nothing passes everything; this one must not. */
function tooFew(files: number, modules: number): readonly Fault[] {
  if (modules > 0 && modules * 2 >= files) return [];
  const rule = "The check could read fewer than half of the files, or none, so it proves nothing. Is this the folder?";
  return [{ path: "", line: 0, what: `${modules} of ${files} files read`, rule }];
}

function unread(path: string): Fault {
  return { path, line: 1, what: path, rule: "The check cannot read this file: sources are .ts that parses." };
}

function shapeFaults(module: SourceModule): readonly Fault[] {
  const { path } = module;
  const faults: Fault[] = [];
  if (module.lines > linesMax) {
    const what = `${module.lines} lines`;
    faults.push({ path, line: linesMax + 1, what, rule: `A file has at most ${linesMax} lines: it holds one idea.` });
  }
  if (module.onlyReexports) {
    faults.push({ path, line: 1, what: path, rule: "No barrels: import from the file that defines the thing." });
  }
  const empty = path
    .replace(/\.ts$/, "")
    .split(/[/.-]/)
    .find((word) => emptyWords.has(word.toLowerCase()));
  if (empty !== undefined) {
    faults.push({ path, line: 1, what: empty, rule: "A file or folder is named after what it holds, not “utils”." });
  }
  if (zoneOf(path) === undefined) {
    faults.push({
      path,
      line: 1,
      what: path,
      rule: "No row of the table holds this place: put the file where one does.",
    });
  }
  return faults;
}

function zoneOf(path: string): Zone | undefined {
  return importTable.find((zone) => zone.files.test(path));
}

function importFaults(module: SourceModule, known: ReadonlySet<string>): readonly Fault[] {
  const zone = zoneOf(module.path);
  return module.imports.flatMap((found) => {
    const rule = brokenRule({ found, path: module.path, zone, known });
    return rule === null ? [] : [{ path: module.path, line: found.line, what: found.specifier ?? "import(…)", rule }];
  });
}

interface Question {
  readonly found: Import;
  readonly path: string;
  readonly zone: Zone | undefined;
  readonly known: ReadonlySet<string>;
}

function brokenRule({ found, path, zone, known }: Question): string | null {
  const { specifier } = found;
  if (specifier === null) return "An import names its module in plain text, so that it can be checked.";
  if (specifier.startsWith(".")) return brokenByOwn({ target: targetOf(path, specifier), found, zone, known });
  if (isBuiltin(specifier)) return brokenByBuiltin(specifier, path, zone);
  const name = packageOf(specifier);
  const home = packageHomes.find((row) => row.package.test(name) && !row.home.test(path));
  if (home !== undefined) return home.rule;
  return zone === undefined || zone.packages.test(name) ? null : zone.rule;
}

function targetOf(path: string, specifier: string): string {
  return posix.normalize(posix.join(posix.dirname(path), specifier));
}

function brokenByOwn(question: Omit<Question, "path"> & { readonly target: string }): string | null {
  const { target, found, zone, known } = question;
  if (target.startsWith("..")) return "Sources import nothing outside of src: no test, no bench, no tool.";
  if (!known.has(target)) return "There is no such file. Imports of own files end in .ts.";
  if (zone === undefined || zone.modules.test(target)) return null;
  return found.typeOnly && zone.types?.test(target) === true ? null : zone.rule;
}

function brokenByBuiltin(specifier: string, path: string, zone: Zone | undefined): string | null {
  if (!specifier.startsWith("node:")) return "Modules of Node are imported with their prefix: node:…";
  if (specifier === "node:process" && !processHomes.test(path)) return processRule;
  if (specifier === "node:vm" && !vmHome.test(path)) return vmRule;
  return zone === undefined || zone.builtins.test(specifier) ? null : zone.rule;
}

const processRule = "Only main.ts and the cli may touch `process`: pass in what the code needs of it.";

const vmRule = "Only adapters/system/match-lines.ts may import node:vm, which is no sandbox.";

/** "@slack/bolt/dist/x" is of "@slack/bolt"; a path that a browser resolves stays whole. */
function packageOf(specifier: string): string {
  if (specifier.startsWith("/")) return specifier;
  return specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
}

function nameFaults(module: SourceModule): readonly Fault[] {
  const zone = zoneOf(module.path);
  return module.mentions.flatMap(({ name, line }) => {
    const fault = (rule: string) => [{ path: module.path, line, what: name, rule }];
    if (name === "process" && !processHomes.test(module.path)) return fault(processRule);
    return zone?.forbidden.includes(name) === true ? fault(zone.rule) : [];
  });
}

/** Each cycle once, told from the file on it that comes first by name. Imports of types count. */
function cycles(modules: readonly SourceModule[]): readonly Fault[] {
  const byPath = new Map(modules.map((module) => [module.path, module]));
  return modules.flatMap((module) => {
    const way = wayBack(module.path, byPath);
    if (way === null || way.some((path) => path < module.path)) return [];
    const what = [module.path, ...way].join(" → ");
    return [{ path: module.path, line: 1, what, rule: "No cycles: move what both need into a file of its own." }];
  });
}

/** The shortest way along imports from a file to itself, by breadth-first search. */
function wayBack(start: string, byPath: ReadonlyMap<string, SourceModule>): readonly string[] | null {
  const seen = new Set<string>();
  let front: readonly (readonly string[])[] = [[]];
  while (front.length > 0) {
    const next: (readonly string[])[] = [];
    for (const way of front) {
      for (const target of ownImports(byPath.get(way.at(-1) ?? start))) {
        if (target === start) return [...way, start];
        if (!seen.has(target)) next.push([...way, target]);
        seen.add(target);
      }
    }
    front = next;
  }
  return null;
}

function ownImports(module: SourceModule | undefined): readonly string[] {
  return (module?.imports ?? [])
    .filter(({ specifier }) => specifier?.startsWith("."))
    .map(({ specifier }) => targetOf(module?.path ?? "", specifier ?? ""));
}
