import type { Config } from "../config/config.ts";
import type { Environment } from "../config/environment.ts";
import type { Fault } from "../config/fault.ts";
import { loadConfig } from "../config/load-config.ts";
import { loadEnvironment } from "../config/load-environment.ts";
import { loadSlackSettings } from "../config/load-slack-settings.ts";
import { loadStoreSettings } from "../config/load-store-settings.ts";
import { renderFaults } from "../config/render-faults.ts";
import type { SlackSettings } from "../config/slack-settings.ts";
import type { StoreSettings } from "../config/store-settings.ts";
import { fail, type Result, succeed } from "../domain/result.ts";
import type { Call } from "./call.ts";

/** Where the settings stand, as the options of a command say. */
export interface Sources {
  readonly config?: string | undefined;
  readonly "env-file"?: string | undefined;
}

export interface Settings {
  readonly config: Config;
  readonly slack: SlackSettings;
  readonly store: StoreSettings;
}

/** Everything that the bot needs, or every fault in both places at once. */
export function loadSettings(call: Call, sources: Sources): Result<Settings, readonly Fault[]> {
  const config = loadConfigOf(call, sources);
  const environment = loadEnvironmentOf(call, sources);
  if (!environment.ok) return fail([...(config.ok ? [] : config.error), ...environment.error]);
  const slack = loadSlackSettings(environment.value, place(call));
  const store = loadStoreSettings(environment.value, place(call));
  if (config.ok && slack.ok && store.ok) {
    return succeed({ config: config.value, slack: slack.value, store: store.value });
  }
  return fail([config, slack, store].flatMap((each) => (each.ok ? [] : each.error)));
}

/** The faults of both places; missing tokens are none while no variable of Slack is set, since that is set up later. */
export function configurationFaults(call: Call, sources: Sources): readonly Fault[] {
  const settings = loadSettings(call, sources);
  if (settings.ok) return [];
  const environment = loadEnvironmentOf(call, sources);
  const names = environment.ok ? Object.keys(environment.value.values) : ["SLACK_BOT_TOKEN"];
  if (names.some((name) => name.startsWith("SLACK_"))) return settings.error;
  const config = loadConfigOf(call, sources);
  return config.ok ? [] : config.error;
}

/** Where the bot keeps what it has read; SCIPY_DATA, or "data" in this folder. */
export function loadDataFolderOf(call: Call, sources: Sources): Result<string, readonly Fault[]> {
  const store = loadStoreSettingsOf(call, sources);
  return store.ok ? succeed(store.value.dataFolder) : store;
}

/** Where the bot keeps what outlives it, without Slack and hosts. */
export function loadStoreSettingsOf(
  call: Call,
  sources: Pick<Sources, "env-file">,
): Result<StoreSettings, readonly Fault[]> {
  const environment = loadEnvironmentOf(call, sources);
  return environment.ok ? loadStoreSettings(environment.value, place(call)) : environment;
}

/** The configuration of a command that needs no Slack: this machine alone where there is no `scipy.yml`. */
export function loadConfigOrLocal(call: Call, file: string | undefined): Result<Config, string> {
  const whenAbsent = file === undefined ? "local" : "fault";
  const config = loadConfig({ ...place(call), file: file ?? "scipy.yml", whenAbsent });
  if (config.ok) return config;
  return fail(`the configuration is not usable.\n${renderFaults(config.error, { outcome: "nothing was done" })}`);
}

function loadConfigOf(call: Call, sources: Sources): Result<Config, readonly Fault[]> {
  return loadConfig({ ...place(call), file: sources.config ?? "scipy.yml", whenAbsent: "fault" });
}

export function loadEnvironmentOf(
  call: Call,
  sources: Pick<Sources, "env-file">,
): Result<Environment, readonly Fault[]> {
  const file = sources["env-file"];
  return loadEnvironment({ ...place(call), env: call.env, file: file ?? ".env", isRequired: file !== undefined });
}

/** Where the settings are looked for, by whom. */
export function place(call: Call) {
  const credentials = call.env["CREDENTIALS_DIRECTORY"] ?? null;
  return { cwd: call.folder, home: call.env["HOME"] ?? call.folder, uid: call.uid, credentials };
}
