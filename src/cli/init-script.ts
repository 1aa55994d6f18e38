import { readInput } from "../app-init.ts";
import { usualFiles } from "../config/setup.ts";
import { fail, type Result, succeed } from "../domain/result.ts";
import type { Call } from "./call.ts";
import type { InitAnswers, InitTokens } from "./init-answers.ts";
import { channelOf, hostsGiven, tokensAmong, tokensOfEnvironment } from "./init-given.ts";
import type { Ground, PlaceOfFile } from "./init-ground.ts";
import type { InitOptions } from "./init-options.ts";
import { tellWhereTokensAre } from "./init-tokens.ts";

/** The answers where nobody can be asked: all of them on the command line, or a sentence that lists what is missing. */
export async function scriptedAnswers(
  call: Call,
  options: InitOptions,
  ground: Ground,
): Promise<Result<InitAnswers, string>> {
  const there = [ground.config, ground.env].filter(({ text }) => text !== null).map(({ name }) => name);
  if (there.length > 0 && !options.keep && !options.replace)
    return fail(
      `there already: ${there.join(" and ")}. --keep leaves what is there; --replace writes it anew, and keeps the old one beside it.`,
    );
  const hosts = hostsGiven(options);
  if (!hosts.ok) return hosts;
  const isKept = ({ text }: PlaceOfFile): boolean => text !== null && options.keep;
  const tokens = await tokensGiven(call, options);
  if (!tokens.ok) return tokens;
  const needsTokens = !isKept(ground.env) && !ground.hasTokens;
  const lacksTokens = needsTokens && !isWhole(tokens.value);
  if (lacksTokens) tellWhereTokensAre(call, options.channel ?? null);
  const missing = [...(isKept(ground.config) ? [] : missingOfConfig(options)), ...(lacksTokens ? [missingTokens] : [])];
  if (missing.length > 0) return fail(`this is no terminal, so nothing can be asked. Missing: ${missing.join("; ")}.`);
  const files = { key: options.key ?? usualFiles.key, knownHosts: options["known-hosts"] ?? usualFiles.knownHosts };
  const setup = { channel: channelOf(options.channel ?? ""), hosts: hosts.value };
  return succeed({
    config: isKept(ground.config) ? null : { setup, files },
    tokens: isKept(ground.env) || !isWhole(tokens.value) ? null : tokens.value,
  });
}

const missingTokens =
  "the tokens, in SLACK_BOT_TOKEN and SLACK_APP_TOKEN, or through standard input with --tokens-from-stdin";

function missingOfConfig({ channel, host }: InitOptions): readonly string[] {
  return [
    ...(channel === undefined ? ["--channel '#ops'"] : []),
    ...(host.length === 0 ? ["--host local, or --host scipy@web-1.example.org"] : []),
  ];
}

/** A token on the command line could be read by everybody on the machine, so there is no option for one. */
async function tokensGiven(call: Call, options: InitOptions): Promise<Result<InitTokens, string>> {
  if (!options["tokens-from-stdin"]) return tokensOfEnvironment(call);
  const tokens = tokensAmong((await readInput(call.streams().input)).split(/\s+/));
  return tokens.ok ? tokens : fail(`standard input: ${tokens.error}`);
}

function isWhole({ bot, app }: InitTokens): boolean {
  return bot !== null && app !== null;
}
