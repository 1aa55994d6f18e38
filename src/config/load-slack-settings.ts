import { resolve } from "node:path";
import { fail, type Result, succeed } from "../domain/result.ts";
import { Secret } from "../domain/secret.ts";
import { type Environment, settingOf } from "./environment.ts";
import type { Fault } from "./fault.ts";
import { type FileProblem, problem } from "./judge-file.ts";
import { loadSecretFile } from "./load-secret-file.ts";
import { misspelledVariables, nearMiss } from "./near-variables.ts";
import { parseApiUrl } from "./parse-api-url.ts";
import type { SlackSettings } from "./slack-settings.ts";
import { sortFaults } from "./sort-faults.ts";
import { type TokenKind, tokenProblem } from "./token-problem.ts";
import { variableFault } from "./variable-fault.ts";

export interface SlackSettingsOptions {
  /** The folder that relative token files start from. */
  readonly cwd: string;
  /** The bot's own user; null where the system has no owners of files. */
  readonly uid: number | null;
}

/** Each holds one WebSocket; Slack lets an app have ten, and two outlive each other's refreshes. */
const socketsMax = 10;
const socketsUsual = 2;

/** How Slack is reached: tokens from the environment or from files, address, number of sockets. Lists every fault. */
export function loadSlackSettings(
  environment: Environment,
  options: SlackSettingsOptions,
): Result<SlackSettings, readonly Fault[]> {
  const botToken = loadToken(environment, "bot", options);
  const appToken = loadToken(environment, "app", options);
  const apiUrl = parseApiUrl(settingOf(environment, "SLACK_API_URL"));
  const sockets = parseSockets(settingOf(environment, "SCIPY_SOCKETS"));
  if (botToken.ok && appToken.ok && apiUrl.ok && sockets.ok) {
    const misspelled = misspelledVariables(environment);
    if (misspelled.length > 0) return fail(misspelled);
    return succeed({
      botToken: botToken.value,
      appToken: appToken.value,
      apiUrl: apiUrl.value,
      sockets: sockets.value,
    });
  }
  const faults = [
    ...(botToken.ok ? [] : [botToken.error]),
    ...(appToken.ok ? [] : [appToken.error]),
    ...(apiUrl.ok ? [] : [variableFault(environment, "SLACK_API_URL", apiUrl.error)]),
    ...(sockets.ok ? [] : [variableFault(environment, "SCIPY_SOCKETS", sockets.error)]),
    ...misspelledVariables(environment),
  ];
  return fail(sortFaults(faults));
}

function loadToken(environment: Environment, kind: TokenKind, options: SlackSettingsOptions): Result<Secret, Fault> {
  const variable = kind === "bot" ? "SLACK_BOT_TOKEN" : "SLACK_APP_TOKEN";
  const value = settingOf(environment, variable);
  const file = settingOf(environment, `${variable}_FILE`);
  const refuse = (key: string, what: FileProblem) => fail(variableFault(environment, key, what));
  if (value !== null && file !== null) {
    const sentence = `${variable} and ${variable}_FILE are both set. Keep one of them.`;
    return refuse(`${variable}_FILE`, problem("both", "one of the two", sentence));
  }
  if (file === null) {
    if (value === null) return refuse(variable, notSet(environment, variable));
    const wrong = tokenProblem(value, kind);
    return wrong === null ? succeed(new Secret(value)) : refuse(variable, wrong);
  }
  const loaded = loadSecretFile(resolve(options.cwd, file), { environment, uid: options.uid, holds: "a token" });
  if (!loaded.ok) return refuse(`${variable}_FILE`, loaded.error);
  const wrong = tokenProblem(loaded.value, kind);
  return wrong === null ? succeed(new Secret(loaded.value)) : refuse(`${variable}_FILE`, wrong);
}

function notSet(environment: Environment, variable: "SLACK_BOT_TOKEN" | "SLACK_APP_TOKEN"): FileProblem {
  const near = nearMiss(environment, variable);
  const advice =
    near === null
      ? `Put it into .env, or name a file that holds it with ${variable}_FILE. The README says where Slack shows it.`
      : `${near} is set: was this one meant?`;
  return problem("nothing", "a token of Slack", `not set. ${advice}`);
}

function parseSockets(text: string | null): Result<number, FileProblem> {
  if (text === null) return succeed(socketsUsual);
  const count = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (count >= 1 && count <= socketsMax) return succeed(count);
  const expected = `a whole number from 1 to ${socketsMax}`;
  return fail(problem("another value", expected, `expected ${expected}.`));
}
