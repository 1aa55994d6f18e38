import { resolve } from "node:path";
import { fail, type Result, succeed } from "../domain/result.ts";
import { Secret } from "../domain/secret.ts";
import { type Environment, settingOf } from "./environment.ts";
import type { Fault } from "./fault.ts";
import { type FileProblem, problem } from "./judge-file.ts";
import { loadSecretFile } from "./load-secret-file.ts";
import { sortFaults } from "./sort-faults.ts";
import type { StoreSettings } from "./store-settings.ts";
import { variableFault } from "./variable-fault.ts";

export interface StoreSettingsOptions {
  /** The folder that a relative data folder and a relative secret file start from. */
  readonly cwd: string;
  /** The bot's own user; null where the system has no owners of files. */
  readonly uid: number | null;
}

/** Beside scipy.yml and .env, so that one folder holds all that belongs to a bot. */
const usualFolder = "data";

/** Where the bot keeps what outlives it. Looks at no database and makes no folder; lists every fault. */
export function loadStoreSettings(
  environment: Environment,
  options: StoreSettingsOptions,
): Result<StoreSettings, readonly Fault[]> {
  const folder = parseFolder(settingOf(environment, "SCIPY_DATA"));
  const url = loadSecret(environment, options, {
    name: "SCIPY_DATABASE_URL",
    holds: "the address",
    problemIn: urlProblem,
  });
  const key = loadSecret(environment, options, { name: "SCIPY_AUDIT_KEY", holds: "the key", problemIn: keyProblem });
  if (folder.ok && url.ok && key.ok) {
    const dataFolder = resolve(options.cwd, folder.value);
    return succeed({ dataFolder, databaseUrl: url.value, auditKey: key.value });
  }
  const wrong = folder.ok ? [] : [variableFault(environment, "SCIPY_DATA", folder.error)];
  return fail(sortFaults([...wrong, ...[url, key].flatMap((one) => (one.ok ? [] : [one.error]))]));
}

function parseFolder(text: string | null): Result<string, FileProblem> {
  if (text === null) return succeed(usualFolder);
  // The shell replaces "~", and nobody else does.
  if (!text.startsWith("~") && !/\p{Cc}/u.test(text)) return succeed(text);
  const expected = "the path of a folder, absolute or relative to the one that the bot is started in";
  return fail(problem("another path", expected, `expected ${expected}; "~" is not understood here.`));
}

interface SecretVariable {
  /** Also to be given as a file, whose variable ends in _FILE. */
  readonly name: "SCIPY_DATABASE_URL" | "SCIPY_AUDIT_KEY";
  readonly holds: string;
  readonly problemIn: (text: string) => FileProblem | null;
}

/** Null where neither the variable nor the one of its file is set. */
function loadSecret(
  environment: Environment,
  options: StoreSettingsOptions,
  { name, holds, problemIn }: SecretVariable,
): Result<Secret | null, Fault> {
  const fileName = `${name}_FILE` as const;
  const value = settingOf(environment, name);
  const file = settingOf(environment, fileName);
  const refuse = (key: string, what: FileProblem) => fail(variableFault(environment, key, what));
  if (value !== null && file !== null) {
    const sentence = `${name} and ${fileName} are both set. Keep one of them.`;
    return refuse(fileName, problem("both", "one of the two", sentence));
  }
  if (file === null) {
    if (value === null) return succeed(null);
    const wrong = problemIn(value);
    return wrong === null ? succeed(new Secret(value)) : refuse(name, wrong);
  }
  const loaded = loadSecretFile(resolve(options.cwd, file), { environment, uid: options.uid, holds });
  if (!loaded.ok) return refuse(fileName, loaded.error);
  const wrong = problemIn(loaded.value);
  return wrong === null ? succeed(new Secret(loaded.value)) : refuse(fileName, wrong);
}

/** As many characters as 128 bits take in hexadecimal. */
const keyMin = 32;

function keyProblem(text: string): FileProblem | null {
  if (text.length >= keyMin) return null;
  const expected = `a secret of at least ${keyMin} characters, for example from: openssl rand -hex 32`;
  return problem("a shorter one", expected, `expected ${expected}; found ${text.length} characters.`);
}

/** Never repeats any of it: it may hold a password. */
function urlProblem(text: string): FileProblem | null {
  const expected = "the address of a PostgreSQL database: postgres://user:password@host/name";
  const url = URL.canParse(text) ? new URL(text) : null;
  const isPostgres = url !== null && ["postgres:", "postgresql:"].includes(url.protocol);
  // What stands behind a "/" in a password would be taken for the name of the database, and be printed as such.
  if (isPostgres && url.pathname.includes("@")) {
    const sentence = `expected ${expected}; found an "@" in the name of the database. Write a "/" of the password as %2F.`;
    return problem("an address with a second @", expected, sentence);
  }
  if (isPostgres && url.pathname.length > 1) return null;
  const what = isPostgres ? "an address without the name of a database" : "another value";
  return problem(what, expected, `expected ${expected}; found ${what}.`);
}
