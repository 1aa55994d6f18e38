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
  const url = loadUrl(environment, options);
  if (folder.ok && url.ok) return succeed({ dataFolder: resolve(options.cwd, folder.value), databaseUrl: url.value });
  return fail(
    sortFaults([
      ...(folder.ok ? [] : [variableFault(environment, "SCIPY_DATA", folder.error)]),
      ...(url.ok ? [] : [url.error]),
    ]),
  );
}

function parseFolder(text: string | null): Result<string, FileProblem> {
  if (text === null) return succeed(usualFolder);
  // The shell replaces "~", and nobody else does.
  if (!text.startsWith("~") && !/\p{Cc}/u.test(text)) return succeed(text);
  const expected = "the path of a folder, absolute or relative to the one that the bot is started in";
  return fail(problem("another path", expected, `expected ${expected}; "~" is not understood here.`));
}

function loadUrl(environment: Environment, options: StoreSettingsOptions): Result<Secret | null, Fault> {
  const value = settingOf(environment, "SCIPY_DATABASE_URL");
  const file = settingOf(environment, "SCIPY_DATABASE_URL_FILE");
  const refuse = (key: string, what: FileProblem) => fail(variableFault(environment, key, what));
  if (value !== null && file !== null) {
    const sentence = "SCIPY_DATABASE_URL and SCIPY_DATABASE_URL_FILE are both set. Keep one of them.";
    return refuse("SCIPY_DATABASE_URL_FILE", problem("both", "one of the two", sentence));
  }
  if (file === null) {
    if (value === null) return succeed(null);
    const wrong = urlProblem(value);
    return wrong === null ? succeed(new Secret(value)) : refuse("SCIPY_DATABASE_URL", wrong);
  }
  const loaded = loadSecretFile(resolve(options.cwd, file), { environment, uid: options.uid, holds: "the address" });
  if (!loaded.ok) return refuse("SCIPY_DATABASE_URL_FILE", loaded.error);
  const wrong = urlProblem(loaded.value);
  return wrong === null ? succeed(new Secret(loaded.value)) : refuse("SCIPY_DATABASE_URL_FILE", wrong);
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
