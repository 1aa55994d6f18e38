import { parseSetupDaemon } from "../config/parse-setup-daemon.ts";
import { parseSetupHost } from "../config/parse-setup-host.ts";
import type { SetupDaemon, SetupHost } from "../config/setup.ts";
import { tokenProblem } from "../config/token-problem.ts";
import { fail, type Result, succeed } from "../domain/result.ts";
import { Secret } from "../domain/secret.ts";
import type { Call } from "./call.ts";
import type { InitTokens } from "./init-answers.ts";
import type { InitOptions } from "./init-options.ts";

/** A name without its "#" is meant as one; ids are in capitals. */
export function channelOf(text: string): string {
  return /^[^#A-Z]/.test(text) ? `#${text}` : text;
}

/** The hosts of `--host`, each with its daemons of `--daemon`; a daemon without a host is on the first one. */
export function hostsGiven({ host, daemon }: InitOptions): Result<readonly SetupHost[], string> {
  const hosts: SetupHost[] = [];
  for (const text of host) {
    const parsed = parseSetupHost(text);
    if (!parsed.ok) return fail(`--host ${JSON.stringify(text)}: ${parsed.error}`);
    hosts.push(parsed.value);
  }
  const daemons: { readonly host: string | null; readonly daemon: SetupDaemon }[] = [];
  for (const text of daemon) {
    const parsed = parseSetupDaemon(text);
    if (!parsed.ok) return fail(`--daemon ${JSON.stringify(text)}: ${parsed.error}`);
    const { host: on, ...rest } = parsed.value;
    if (on !== null && !hosts.some(({ name }) => name === on))
      return fail(`--daemon ${JSON.stringify(text)}: no --host has the name ${JSON.stringify(on)}.`);
    daemons.push({ host: on ?? hosts[0]?.name ?? null, daemon: rest });
  }
  const on = (name: string) => daemons.flatMap((each) => (each.host === name ? [each.daemon] : []));
  return succeed(hosts.map((each) => ({ ...each, daemons: on(each.name) })));
}

/** The tokens of the environment alone: what stands in an `.env` is not given anew. */
export function tokensOfEnvironment({ env }: Pick<Call, "env">): Result<InitTokens, string> {
  return tokensAmong([env["SLACK_BOT_TOKEN"] ?? "", env["SLACK_APP_TOKEN"] ?? ""]);
}

/** The two tokens among some words, in any order. The error holds none of them. */
export function tokensAmong(words: readonly string[]): Result<InitTokens, string> {
  const tokens: { bot: Secret | null; app: Secret | null } = { bot: null, app: null };
  for (const word of words.map((each) => each.trim()).filter((each) => each !== "")) {
    const kind = word.startsWith("xapp-") ? "app" : "bot";
    const problem = tokenProblem(word, kind);
    if (problem !== null) return fail(problem.sentence);
    if (tokens[kind] !== null) return fail(`two ${kind} tokens were given, and one is needed.`);
    tokens[kind] = new Secret(word);
  }
  return succeed(tokens);
}
