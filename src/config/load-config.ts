import { dirname, resolve, sep } from "node:path";
import { fail, type Result, succeed } from "../domain/result.ts";
import { parseCodes } from "./codes-text.ts";
import type { Config } from "./config.ts";
import { decodeText } from "./decode-text.ts";
import { printable, quote } from "./describe-value.ts";
import type { Fault } from "./fault.ts";
import { codesRule, configRule, credentialKeyRule, type FileRule, privateKeyRule } from "./file-rule.ts";
import { renderKeyPath } from "./finding.ts";
import { type Inspection, inspectConfig, locate } from "./inspect-config.ts";
import type { FileProblem } from "./judge-file.ts";
import { keyTextProblem, publicHalf } from "./key-text.ts";
import { loadFile, type UnusableFile } from "./load-file.ts";
import { localConfig } from "./local-config.ts";
import { type NamedFile, namedFiles, usualKnownHosts } from "./named-files.ts";
import { type FilePlaces, resolveFile } from "./resolve-file.ts";
import { sortFaults } from "./sort-faults.ts";

export interface ConfigSource {
  /** As the operator wrote it; faults repeat it. */
  readonly file: string;
  /** The folder that a relative `file` starts from. */
  readonly cwd: string;
  /** What "~" stands for in the paths that the file names. */
  readonly home: string;
  /** The bot's own user; null where the system has no owners of files. */
  readonly uid: number | null;
  /** Where systemd puts the service's credentials ($CREDENTIALS_DIRECTORY); null or absent where it gives none. */
  readonly credentials?: string | null;
  /** Without a file: a fault, or this machine as host `local`. */
  readonly whenAbsent: "fault" | "local";
}

/** Reads `scipy.yml` and looks at the key files that it names. Fails with every fault at once, from top to bottom. */
export function loadConfig(source: ConfigSource): Result<Config, readonly Fault[]> {
  const path = resolve(source.cwd, source.file);
  const loaded = loadFile(path, { rule: configRule, uid: source.uid });
  if (!loaded.ok) {
    if (loaded.error.isAbsent && source.whenAbsent === "local") return succeed(localConfig());
    return fail([unreadable(source.file, loaded.error)]);
  }
  const text = decodeText(loaded.value);
  if (!text.ok) {
    const { line, sentence } = text.error;
    return fail([{ file: source.file, line, column: 1, key: "", found: "other bytes", expected: "UTF-8", sentence }]);
  }
  return judgeConfigText(text.value, source);
}

/** The same of a text that may not be in its file yet: what `loadConfig` would say of it there. */
export function judgeConfigText(text: string, source: ConfigSource): Result<Config, readonly Fault[]> {
  const places = { folder: dirname(resolve(source.cwd, source.file)), home: source.home };
  const inspection = inspectConfig(text, source.file, places);
  const faults = sortFaults([...inspection.faults, ...fileFaults(inspection, source, places)]);
  return inspection.config === null || faults.length > 0 ? fail(faults) : succeed(inspection.config);
}

function unreadable(file: string, { isAbsent, found, expected, sentence }: UnusableFile): Fault {
  const advice = " Make it by scipy-bot init, copy scipy.example.yml to it, or name another file with --config.";
  const whole = isAbsent ? `${sentence}${advice}` : sentence;
  return { file, line: null, column: null, key: "", found, expected, sentence: whole };
}

function fileFaults({ faults, tree }: Inspection, source: ConfigSource, places: FilePlaces): readonly Fault[] {
  const faulty = new Set(faults.map((fault) => fault.key));
  return namedFiles(tree.value)
    .filter(({ path }) => !faulty.has(renderKeyPath(path)) && tree.isSound(path))
    .flatMap((named) => {
      const problem = fileProblem(named, source, places);
      return problem === null ? [] : [locate({ ...named, ...problem }, source.file, tree)];
    });
}

function fileProblem({ name, rule, at }: NamedFile, source: ConfigSource, places: FilePlaces): FileProblem | null {
  const path = resolveFile(name, places);
  // Its mode would be the first thing to say of it, and the wrong one to mend.
  if (rule === privateKeyRule && name.endsWith(".pub")) return { ...publicHalf, found: quote(name) };
  const isCredential = rule === privateKeyRule && isBelow(source.credentials ?? null, path);
  const loaded = loadFile(path, { rule: isCredential ? credentialKeyRule : rule, uid: source.uid });
  if (!loaded.ok) return loaded.error.isAbsent ? absent(loaded.error, name, at) : loaded.error;
  const problem = textProblem(rule, new TextDecoder().decode(loaded.value));
  return problem === null
    ? null
    : { ...problem, found: quote(name), sentence: `${printable(path)}: ${problem.sentence}` };
}

function isBelow(folder: string | null, path: string): boolean {
  return folder !== null && folder !== "" && path.startsWith(resolve(folder) + sep);
}

/** Of the files whose text can be looked at; null where nothing is wrong. */
function textProblem(rule: FileRule, text: string): Omit<FileProblem, "found"> | null {
  if (rule === privateKeyRule) return keyTextProblem(text);
  if (rule !== codesRule) return null;
  const codes = parseCodes(text);
  return codes.ok ? null : codes.error;
}

function absent(problem: FileProblem, name: string, at: NamedFile["at"]): FileProblem {
  if (at !== "parent") return { ...problem, found: quote(name) };
  const sentence = `${problem.sentence} Give known_hosts or fingerprint; ${usualKnownHosts} is looked at without them.`;
  return { ...problem, found: "nothing", sentence };
}
